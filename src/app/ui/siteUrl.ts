/** Where the site stands, with a slash at its end: it works under any path. */
export const SITE_URL = new URL(import.meta.env.BASE_URL, document.baseURI).href;

/** The model that comes with the site, and its examples: folders, at addresses that change with what is in them. */
export const NANO_URL = new URL(import.meta.env.NANO_FOLDER, SITE_URL).href;
export const EXAMPLES_URL = new URL(import.meta.env.EXAMPLES_FOLDER, SITE_URL).href;
