import { registerEnumType } from 'type-graphql';
import type { Availability, ConsentPurpose, Evidence } from './talents.record.ts';

export const EvidenceEnum = {
  CERTIFIED: 'CERTIFIED',
  VERIFIED: 'VERIFIED',
  CLAIMED: 'CLAIMED',
  INFERRED: 'INFERRED',
} as const satisfies { [E in Evidence]: E };
registerEnumType(EvidenceEnum, {
  name: 'Evidence',
  description: 'What a skill rests on, strongest first.',
  valuesConfig: {
    CERTIFIED: { description: 'A certificate, named in source; earns the full credit.' },
    VERIFIED: { description: 'An employer or a school has verified it; written by an organization. Earns 95 %.' },
    CLAIMED: { description: 'The person says so; earns 85 %.' },
    INFERRED: { description: 'Read out of a text; earns 60 %.' },
  },
});

export const AvailabilityEnum = {
  AVAILABLE: 'AVAILABLE',
  OPEN: 'OPEN',
  UNAVAILABLE: 'UNAVAILABLE',
} as const satisfies { [A in Availability]: A };
registerEnumType(AvailabilityEnum, {
  name: 'Availability',
  description: 'Whether a talent can be won at present.',
  valuesConfig: {
    AVAILABLE: { description: 'Looks for work.' },
    OPEN: { description: 'Does not look, and would listen.' },
    UNAVAILABLE: { description: 'Not now; until the day of unavailableUntil where it is given.' },
  },
});

export const ConsentPurposeEnum = {
  FOUND_BY_EMPLOYERS: 'FOUND_BY_EMPLOYERS',
  FOUND_BY_AGENCIES: 'FOUND_BY_AGENCIES',
  SHARED_WITH_SCHOOL: 'SHARED_WITH_SCHOOL',
  SHARED_WITH_OFFICE: 'SHARED_WITH_OFFICE',
} as const satisfies { [C in ConsentPurpose]: C };
registerEnumType(ConsentPurposeEnum, {
  name: 'ConsentPurpose',
  description:
    'What a talent consents to. Name, contact, employers’ names and résumé stay closed without a disclosure.',
  valuesConfig: {
    FOUND_BY_EMPLOYERS: { description: 'Verified employers find the profile, except those that it is hidden from.' },
    FOUND_BY_AGENCIES: { description: 'Verified agencies find the profile, except those that it is hidden from.' },
    SHARED_WITH_SCHOOL: { description: 'The schools of the educations see the profile.' },
    SHARED_WITH_OFFICE: {
      description: 'The talent offices of the residence, else of the first region wanted, see the profile.',
    },
  },
});
