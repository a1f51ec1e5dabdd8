export { placeOf, type Site, type SiteId, SITES, siteOf } from './sites';
