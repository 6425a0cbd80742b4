/** The directory is HR's, and changes without being told of: it has one state, and no changes can be calculated. */
export const directoryState = '0';
