import { expect, it } from 'vitest';
import { hostOfOffer } from './hostOfOffer.ts';

const host = (address: string) => hostOfOffer(address, 'https://site.example/editreward/');

it('names the site that is asked, where it is another one', () => {
  expect(host('models/seven/')).toBeUndefined();
  expect(host('https://site.example/other/')).toBeUndefined();
  expect(host('https://models.example:8080/seven/')).toBe('models.example:8080');
  expect(host('owner/name@v1')).toBe('huggingface.co');
});
