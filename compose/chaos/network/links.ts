import { type Link, openLink } from './link.ts';

/** Every link of a cluster. */
export interface Links {
  open(name: string, target: number): Promise<Link>;
  /** All, or those whose name matches. */
  all(like?: RegExp): Link[];
  heal(): void;
  close(): void;
}

export function createLinks(random: () => number): Links {
  const links: Link[] = [];
  return {
    async open(name, target) {
      const link = await openLink(name, target, random);
      links.push(link);
      return link;
    },
    all: (like) => (like ? links.filter(({ name }) => like.test(name)) : [...links]),
    heal() {
      for (const link of links) link.heal();
    },
    close() {
      for (const link of links) link.close();
    },
  };
}
