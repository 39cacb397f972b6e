/** Where the site stands, with a slash at its end: it works under any path. */
export const SITE_URL = new URL(import.meta.env.BASE_URL, document.baseURI).href;
