import { existsSync } from 'node:fs';

/** What the tests in stock browsers other than Chromium need: Debian's packages, at their usual places. */
export interface OtherBrowser {
  readonly name: 'Firefox' | 'WebKitGTK';
  /** Debian's packages of it. */
  readonly packages: readonly string[];
  /** The programs to start; undefined where one of them is missing. */
  readonly programs: readonly string[] | undefined;
}

const PROGRAMS = {
  Firefox: [['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox']],
  WebKitGTK: [['/usr/bin/WebKitWebDriver'], ['/usr/bin/Xvfb']],
} as const;

export function findOtherBrowsers(): readonly OtherBrowser[] {
  return [
    { name: 'Firefox', packages: ['firefox-esr'], programs: findAll(PROGRAMS.Firefox) },
    { name: 'WebKitGTK', packages: ['webkit2gtk-driver', 'xvfb'], programs: findAll(PROGRAMS.WebKitGTK) },
  ];
}

/** The first of each list that is there. */
function findAll(lists: readonly (readonly string[])[]): readonly string[] | undefined {
  const found = lists.flatMap((places) => places.find((place) => existsSync(place)) ?? []);
  return found.length === lists.length ? found : undefined;
}
