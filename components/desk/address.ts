/** A page of the desk, and what of it is chosen. */
export type DeskAddress =
  | { readonly page: 'today' /** Whether it greets on first run. */; readonly welcome: boolean }
  | { readonly page: 'clients' /** A client's id. */; readonly chosen: string | null }
  | { readonly page: 'notes' /** A session's id. */; readonly chosen: string | null }
  | { readonly page: 'settings' }
  | { readonly page: 'prompts' };

/** The fragment that addresses a page, with its `#`. */
export function addressOf(to: DeskAddress): string {
  switch (to.page) {
    case 'today':
      return to.welcome ? '#/welcome' : '#/today';
    case 'clients':
    case 'notes':
      return to.chosen === null ? `#/${to.page}` : `#/${to.page}/${to.chosen}`;
    default:
      return `#/${to.page}`;
  }
}

/** The page that a fragment addresses. A fragment that addresses none is today's. */
export function readAddress(fragment: string): DeskAddress {
  const [name, chosen = null] = fragment.replace('#/', '').split('/');
  switch (name) {
    case 'clients':
    case 'notes':
      return { page: name, chosen };
    case 'settings':
    case 'prompts':
      return { page: name };
    default:
      return { page: 'today', welcome: name === 'welcome' };
  }
}

export const clientAddress = (id: string) => addressOf({ page: 'clients', chosen: id });
export const sessionAddress = (id: string) => addressOf({ page: 'notes', chosen: id });
