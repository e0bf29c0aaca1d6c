import type { TenantTx } from '../tenant.ts';

export interface FirmFile {
  id: string;
  name: string;
  /** image/png | image/jpeg | image/webp */
  mediaType: string;
  width: number;
  height: number;
  bytes: number;
  sha256: string;
  objectKey: string;
  createdAt: Date;
}

const COLUMNS = `id, name, media_type as "mediaType", width, height, bytes, sha256, object_key as "objectKey", created_at as "createdAt"`;

export async function createFirmFile(tx: TenantTx, file: Omit<FirmFile, 'createdAt'>): Promise<FirmFile> {
  const { rows } = await tx.client.query<FirmFile>({
    name: 'create-firm-file',
    text: `insert into firm_files (tenant_id, id, name, media_type, width, height, bytes, sha256, object_key)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${COLUMNS}`,
    values: [
      tx.tenantId,
      file.id,
      file.name,
      file.mediaType,
      file.width,
      file.height,
      file.bytes,
      file.sha256,
      file.objectKey,
    ],
  });
  const [created] = rows;
  if (!created) throw new Error('the file was not inserted');
  return created;
}

export async function readFirmFile(tx: TenantTx, fileId: string): Promise<FirmFile | undefined> {
  const { rows } = await tx.client.query<FirmFile>({
    name: 'read-firm-file',
    text: `select ${COLUMNS} from firm_files where tenant_id = $1 and id = $2 and deleted_at is null`,
    values: [tx.tenantId, fileId],
  });
  return rows[0];
}

export async function countFirmFiles(tx: TenantTx): Promise<number> {
  const { rows } = await tx.client.query({
    name: 'count-firm-files',
    text: 'select count(*)::int as files from firm_files where tenant_id = $1 and deleted_at is null',
    values: [tx.tenantId],
  });
  return rows[0].files;
}

/** Newest first; `after` is the last file of the page before. */
export async function listFirmFiles(
  tx: TenantTx,
  page: { limit: number; after?: { createdAt: Date; id: string } },
): Promise<FirmFile[]> {
  const { rows } = await tx.client.query<FirmFile>({
    text: `select ${COLUMNS} from firm_files where tenant_id = $1 and deleted_at is null
        and ($2::timestamptz is null or (created_at, id) < ($2, $3)) order by created_at desc, id desc limit $4`,
    values: [tx.tenantId, page.after?.createdAt ?? null, page.after?.id ?? null, page.limit],
  });
  return rows;
}

/** Answers the object to delete, or undefined when the firm has no such file. */
export async function deleteFirmFile(tx: TenantTx, fileId: string): Promise<string | undefined> {
  const { rows } = await tx.client.query<{ objectKey: string }>({
    name: 'delete-firm-file',
    text: `update firm_files set deleted_at = now() where tenant_id = $1 and id = $2 and deleted_at is null
      returning object_key as "objectKey"`,
    values: [tx.tenantId, fileId],
  });
  return rows[0]?.objectKey;
}
