import { describe, expect, it } from 'vitest';
import { ISOLATION_HEADERS, withHeaders } from './isolation.ts';

describe('withHeaders', () => {
  it('sets what is missing, replaces what is there, and keeps the rest', async () => {
    const headers = { 'Content-Type': 'text/html', 'Cross-Origin-Embedder-Policy': 'unsafe-none' };
    const response = withHeaders(new Response('a page', { status: 404, headers }), ISOLATION_HEADERS);
    expect(response.status).toBe(404);
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'text/html',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(await response.text()).toBe('a page');
  });

  it('takes an answer without a body', () => {
    const { status, body } = withHeaders(new Response(null, { status: 304 }), ISOLATION_HEADERS);
    expect({ status, body }).toEqual({ status: 304, body: null });
  });
});
