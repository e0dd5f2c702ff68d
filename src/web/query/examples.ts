export interface Example {
  query: string;
  variables?: Record<string, unknown>;
}

/**
 * Worked examples, one a tab, in the order of the question: where are we short, who fits, which program fills it. They
 * begin at lists, so that they need no id of anybody's database. A test holds them against the schema.
 */
export const examples: Example[] = [
  {
    query: `# 1  Where are we short? 哪里缺人: the heat map 需求热力图 of Xiamen, occupations by district, largest gap first.
# Values stand in columns: row r, column c is at r × (count of columns) + c.
query WhereAreWeShort($map: HeatMapInput!) {
  heatMap(input: $map) {
    day
    exact
    rows { key label }
    columns { key label }
    measures {
      measure
      values
      states
      levels
      rowTotals { values }
      grandTotal { values }
    }
    totalsNeedNotAdd
  }
}`,
    variables: {
      map: {
        region: '350200',
        rows: 'OCCUPATION',
        columns: 'REGION',
        occupationLevel: 3,
        measures: ['NEED', 'SUPPLY', 'GAP', 'TIGHTNESS', 'LISTED'],
        orderBy: 'GAP',
      },
    },
  },
  {
    query: `# 2  Who fits? 谁合适: the best talents for positions, with every point of the score explained (0–10,000).
# Send an employer’s, an agency’s or an office’s token; names stay closed until the talent discloses them.
query WhoFits($occupation: String) {
  positions(first: 2, status: PUBLISHED, region: "350211", occupation: $occupation) {
    totalCount
    items {
      id
      title
      openings
      employer { name }
      mustHave { skill { name } level }
      matches(first: 5) {
        orderExact
        scored
        items {
          mutual
          eligible
          ineligible { reason licence { name } }
          employerFit { total criteria { criterion state weightBp creditBp points } }
          talentFit { total band withheld }
          skills { asked { name } mustHave by { name } relation evidence creditBp }
          talent { id residence { name } educationLevel grades { grade occupation { name } } }
        }
      }
    }
  }
}`,
    variables: { occupation: '6-18-01-07' },
  },
  {
    query: `# 3  Both ways 双向: a position’s best talents, and where each of these talents fits best itself.
# The pair has the same score whichever side asks.
query BothWays {
  positions(first: 1, status: PUBLISHED, region: "350211", text: "工程") {
    items {
      title
      matches(first: 3) {
        items {
          mutual
          talent {
            wish { occupations { name } regions { name } pay }
            matches(first: 3) {
              items { mutual position { title employer { name } } }
            }
          }
        }
      }
    }
  }
}`,
  },
  {
    query: `# 4  Everything joined: position → occupation → what the shortage catalog says → programs that lead there,
# and its best talents with their own best positions. One request, a bounded number of SQL statements.
query Everything {
  positions(first: 3, status: PUBLISHED, region: "350211", occupation: "6-18-00-00") {
    items {
      title
      openings
      pay { from to }
      occupation { code name parent { name } typicalSkills { name } }
      catalogEntry {
        exact
        entry { level tradeName headcount remark }
        catalog { title mode issuer { name } }
      }
      programs(first: 3) {
        weight
        source
        graduatesDue
        program { name major { code name } school { name region { name } } }
      }
      matches(first: 3) {
        items {
          mutual
          employerFit { total criteria { criterion points } }
          talent {
            skills { skill { name } evidence }
            matches(first: 2) {
              items { mutual position { title employer { name } } }
            }
          }
        }
      }
    }
  }
}`,
  },
  {
    query: `# 5  Which program fills it? 哪个专业补: programs that lead to an occupation, most graduates first,
# and the effective shortage catalog 紧缺目录: Jimei’s own replaces the city’s.
query WhichProgramFills($occupation: String!, $region: String!) {
  programsLeadingTo(first: 5, occupation: $occupation) {
    weight
    source
    graduatesDue
    program { name level years school { name kind } skills { name } figures { year enrolled graduatesDue } }
  }
  effectiveEntry(region: $region, occupation: $occupation) { exact entry { level tradeName headcount } }
  effectiveCatalog(region: $region) {
    chain { title mode edition issuer { name } }
    entries(first: 10) {
      totalCount
      items { matchedOccupation { code name } entry { level tradeName headcount grade pay { from to } } }
    }
  }
}`,
    variables: { occupation: '6-18-01-07', region: '350211' },
  },
  {
    query: `# 6  Post a position, then change it. Send the employer’s token, run Create, and put its id and version into the
# variables of Change: a version that is no longer the last one is refused, so that nobody overwrites another.
mutation Create($input: PositionInput!) {
  createPosition(input: $input) { id version status title openings }
}

mutation Change($id: UUID!, $version: Int!, $patch: PositionPatch!) {
  updatePosition(id: $id, version: $version, patch: $patch) { id version headcount pay { from to } }
}

mutation Publish($id: UUID!, $version: Int!) {
  publishPosition(id: $id, version: $version) { id version status isOpen }
}

query HowManyFit($id: UUID!) {
  fittingTalents(positionId: $id) { count { text rounded } estimated }
}`,
    variables: {
      input: {
        title: '数控机床操作调整工',
        occupation: '6-18-01-07',
        headcount: 6,
        region: '350211',
        pay: { from: 700_000, to: 950_000 },
        education: 3,
        grade: 3,
        mustHave: [{ skill: 'cnc-turning' }],
      },
      id: '00000000-0000-0000-0000-000000000000',
      version: 1,
      patch: { headcount: 8 },
    },
  },
  {
    query: `# 7  Who am I? 我是谁: whom the token acts for, and what it may do. Without a token you are ANONYMOUS.
query WhoAmI {
  me {
    kind
    role
    user { name email }
    organization { id kind name region verifiedAt }
    permissions
  }
}`,
  },
];
