/** A document of the site that runs no script, for tests that put in their own: the page's policy would refuse them. */
export const PLAIN_PAGE = 'licences.txt';
