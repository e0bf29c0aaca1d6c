import { type Static, Type } from '@sinclair/typebox';
import { idOf, instant, oneOf, strict } from '../http/conventions.ts';
import { pageQuery } from '../http/pagination.ts';

export const FileId = idOf('fil', 'Id of the file');
export const fileParams = Type.Object({ fileId: FileId });

const Name = Type.String({ minLength: 1, maxLength: 100, description: 'For people', examples: ['logo.png'] });

export const NewFile = strict(
  {
    name: Name,
    content: Type.String({
      minLength: 4,
      maxLength: 700_000,
      pattern: '^[A-Za-z0-9+/]+={0,2}$',
      description: 'The picture in base64: PNG, JPEG or WebP, half a megabyte at the most',
      examples: [
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      ],
      fix: 'Send the bytes of the picture in base64, without a data: prefix and without line breaks.',
    }),
  },
  { description: 'A picture for reports, such as the logo' },
);
export type NewFile = Static<typeof NewFile>;

export const FirmFile = Type.Object(
  {
    id: FileId,
    name: Name,
    mediaType: oneOf(['image/png', 'image/jpeg', 'image/webp'], 'By its content, whatever its name says'),
    width: Type.Integer({ description: 'In pixels', examples: [640] }),
    height: Type.Integer({ description: 'In pixels', examples: [160] }),
    bytes: Type.Integer({ examples: [12_431] }),
    sha256: Type.String({ examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'] }),
    createdAt: instant('When it was sent'),
  },
  { description: 'A picture of the firm' },
);
export type FirmFile = Static<typeof FirmFile>;

export const FileQuery = strict({ ...pageQuery });
