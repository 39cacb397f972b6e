import type { Plugin } from 'vite';
import { CONTENT_SECURITY_POLICY } from '../offline/contentSecurityPolicy.ts';

/** The policy as a `<meta>`, since most hosts of plain files set no headers. While developing, Vite's own scripts would break it. */
export function contentSecurityPolicyPlugin(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}
