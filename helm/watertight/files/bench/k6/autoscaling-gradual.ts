import { define } from './lib/scenario.ts';

export const { options, setup, request, pulse, show, handleSummary } = define('autoscaling-gradual');
