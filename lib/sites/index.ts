export { placeOf, SITES, type Site, type SiteId, siteOf } from './sites';
