import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { type DayNumber, formatDay, parseDay } from '../kernel/day.ts';

function readDay(value: unknown): DayNumber {
  if (typeof value !== 'string') throw new GraphQLError('A Day is text: YYYY-MM-DD.');
  return parseDay(value, 'day');
}

/** A calendar day; resolvers see it as a count of days since 1970-01-01. */
export const Day = new GraphQLScalarType<DayNumber, string>({
  name: 'Day',
  description: 'A calendar day in Asia/Shanghai, written YYYY-MM-DD, from 1900-01-01 to 2199-12-31.',
  serialize: (value) => formatDay(value as DayNumber),
  parseValue: readDay,
  parseLiteral: (node) => readDay(node.kind === Kind.STRING ? node.value : null),
});
