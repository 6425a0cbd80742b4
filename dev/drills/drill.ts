/** A drill at full size: it tells its course, and gives the counts that end its report. */
export type Drill = { readonly title: string; run(tell: (line: string) => void): Promise<readonly string[]> };
