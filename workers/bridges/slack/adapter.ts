import { adapter, apiUrl } from '../kit/adapter.ts';
import { createSlack } from './channel.ts';

export const slackAdapter = adapter({
  variables: { SLACK_API_URL: apiUrl('https://slack.com/api/', 'The Slack Web API') },
  make: (env) => createSlack({ apiUrl: env.SLACK_API_URL }),
});
