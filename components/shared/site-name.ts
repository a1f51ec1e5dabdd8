import { SITES } from '@/lib/sites';

/** The name of a known call site, or null. Names aren't translated. */
export const siteName = (id: string | null): string | null =>
  SITES.find((site) => site.id === id)?.name ?? null;
