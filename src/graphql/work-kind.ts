import { registerEnumType } from 'type-graphql';
import { WorkKind } from '../generated/prisma/enums.ts';

/** Kinds of work, shared by what talents wish and positions offer: neither of the two modules may know the other. */
export { WorkKind };

registerEnumType(WorkKind, {
  name: 'WorkKind',
  description: 'Kind of work.',
  valuesConfig: {
    FULL: { description: 'Full time 全职.' },
    PART: { description: 'Part time 兼职.' },
    INTERN: { description: 'Internship 实习.' },
    TEMPORARY: { description: 'For a limited time 临时.' },
    FLEXIBLE: { description: 'Flexible 灵活就业; agrees with every other kind.' },
  },
});
