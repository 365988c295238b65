export { type AppOptions, createApp } from './app/create-app.ts';
export { createLogger, type Logger, silentLogger } from './logging/logger.ts';
export { type RunningServer, recordedServer } from './serve/running-server.ts';
export { type Serving, serve } from './serve/serve.ts';
export { serveUntilSignal } from './serve/serve-until-signal.ts';
export { type Flags, readSettings } from './settings/read-settings.ts';
export {
  type Role,
  SETTINGS,
  type Setting,
  type SettingName,
  type Settings,
  SettingsError,
} from './settings/settings.ts';
export { openStockbook, type Stockbook } from './stockbook/open-stockbook.ts';
