/** What a message that goes out once more says beyond what it said when it was written. */
export interface AddedWords {
  paragraphs: string[];
  footer: string[];
  /** Sentences of the message that may not be told any more, and what stands in place of the lines that told them. */
  corrected?: {
    sentences: string[];
    note: string;
    /** What stood under the message because of them alone. Absent from what was written before it was kept. */
    footer?: string[];
  };
}
