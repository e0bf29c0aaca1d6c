import type { AiTask } from '../../contracts/ai-answer.ts';
import { classificationTask } from './classification.ts';
import { noticeTask } from './notice.ts';
import { questionTask } from './question.ts';
import { riskTask } from './risk.ts';
import { summaryTask } from './summary.ts';
import type { Task } from './task.ts';
import { termTask } from './term.ts';

/** Everything that can be asked. */
export const TASKS: Readonly<Record<AiTask, Task>> = {
  summary: summaryTask,
  notice: noticeTask,
  question: questionTask,
  risk: riskTask,
  classification: classificationTask,
  term: termTask,
};
