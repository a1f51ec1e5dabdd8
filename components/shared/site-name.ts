import { SITES, type SiteAccess } from '@/lib/sites';

/** A call site, and whether Perch may run there. */
export interface SiteState extends SiteAccess {
  readonly allowed: boolean;
}

/** The name people know a call site by, or null for none. Names are not translated. */
export const siteName = (id: string | null): string | null =>
  SITES.find((site) => site.id === id)?.name ?? null;
