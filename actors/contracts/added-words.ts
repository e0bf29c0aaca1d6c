/** What a message that goes out once more says beyond what it said when it was written. */
export interface AddedWords {
  paragraphs: string[];
  footer: string[];
}
