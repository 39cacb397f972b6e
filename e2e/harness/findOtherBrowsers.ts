import { existsSync } from 'node:fs';

/** What the tests in stock browsers other than Chromium need: Debian's packages, at their usual places. */
export interface OtherBrowser {
  readonly name: 'Firefox' | 'WebKitGTK';
  /** Debian's packages of it. */
  readonly packages: readonly string[];
  /** The programs to start; undefined where one of them is missing. */
  readonly programs: readonly string[] | undefined;
}

/** `FIREFOX_PATH` names another. Not `/usr/bin/firefox`: Ubuntu's lives in a snap, which sees no profile in `/tmp`. */
const PROGRAMS = {
  Firefox: [process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr'],
  WebKitGTK: ['/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb'],
} as const;

export function findOtherBrowsers(): readonly OtherBrowser[] {
  return [
    { name: 'Firefox', packages: ['firefox-esr'], programs: ifThere(PROGRAMS.Firefox) },
    { name: 'WebKitGTK', packages: ['webkit2gtk-driver', 'xvfb'], programs: ifThere(PROGRAMS.WebKitGTK) },
  ];
}

function ifThere(programs: readonly string[]): readonly string[] | undefined {
  return programs.every((program) => existsSync(program)) ? programs : undefined;
}
