import { SITES, type SiteAccess } from '@/lib/sites';

/** A call site, and whether Perch may run there. */
export interface SiteState extends SiteAccess {
  readonly allowed: boolean;
}

/** The name of a known call site, or null. Names aren't translated. */
export const siteName = (id: string | null): string | null =>
  SITES.find((site) => site.id === id)?.name ?? null;
