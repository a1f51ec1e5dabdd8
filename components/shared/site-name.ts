import { SITES } from '@/lib/sites';

/** The name people know a call site by, or null for none. Names are not translated. */
export const siteName = (id: string | null): string | null =>
  SITES.find((site) => site.id === id)?.name ?? null;
