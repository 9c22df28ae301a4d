import type { AssetDetail, Finding } from '../api/types';

type Http = NonNullable<AssetDetail['http_info']>;

/** A header that was sent, or one that protects and was not. */
export interface HeaderLine {
  key: string;
  name: string;
  /** Null where it was not sent. */
  value: string | null;
  protects: boolean;
  /** What is wrong with it. */
  findings: Finding[];
}

/** The headers of the page as they were sent, then the protections that were not, each with what was found of it. */
export function headerLines(http: Http, findings: readonly Finding[]): HeaderLine[] {
  const protections = Object.keys(http.security_headers);
  const about = (isAbout: (proof: Finding['evidence'][number]) => boolean) => findings.filter((finding) => finding.evidence.some(isAbout));
  const sent = http.headers.map((header) => ({
    key: header.evidence,
    name: header.name,
    value: header.value,
    protects: protections.includes(header.name.toLowerCase()),
    findings: about((proof) => proof.pointer === header.evidence),
  }));
  const absent = protections
    .filter((name) => http.security_headers[name] === null)
    .map((name) => ({
      key: name,
      name,
      value: null,
      protects: true,
      // Of an absent header the proof is all that were sent, and the excerpt names it.
      findings: about((proof) => proof.pointer === `${http.evidence}/answer/headers` && proof.excerpt.toLowerCase().startsWith(`no ${name} `)),
    }));
  return [...sent, ...absent];
}
