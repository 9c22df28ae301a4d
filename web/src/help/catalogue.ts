import { data } from '../api/client';
import type { ScanMode, Severity } from '../api/types';

/** A kind of finding, from the service's catalogue. */
export interface FindingType {
  type: string;
  category: string;
  severity: Severity;
  title: string;
  description: string;
  remediation: string;
  references: string[];
  modes: ScanMode[];
}

/** All that can be found; it changes with the version of the service only. */
export const findingTypes = {
  queryKey: ['finding types'],
  queryFn: () => data<FindingType[]>('/api/findings/types'),
  staleTime: Infinity,
};
