/** What files and people write for the kinds of work. */
export const workKindNames = {
  全职: 'FULL',
  兼职: 'PART',
  实习: 'INTERN',
  临时: 'TEMPORARY',
  灵活: 'FLEXIBLE',
  灵活就业: 'FLEXIBLE',
} as const;
