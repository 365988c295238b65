export type { CommandLine, CommandOf, CommandType, RetailCommand } from './command.ts';
export { newProgress, onlineRetailCommands, type Progress } from './online-retail-commands.ts';
export { setupCommands } from './setup-commands.ts';
export { onlineRetailSlice } from './slice-file.ts';
export { type ProductSurvey, type Survey, surveyOnlineRetail } from './survey.ts';
