/** The schema that names the generations and belongs to all versions of the program. */
export const CATALOGUE = 'stockbook';

/** The schema of a generation's tables. */
export const schemaOf = (generation: number): string => `${CATALOGUE}_g${generation}`;
