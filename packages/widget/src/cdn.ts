import './define.ts';

export { registerLocale } from './i18n/locale-registry.ts';
