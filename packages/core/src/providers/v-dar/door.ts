export {
  createVDarClient,
  type VDarActivation,
  type VDarBalance,
  type VDarCheck,
  type VDarClient,
  type VDarClientOptions,
  type VDarCode,
  type VDarOperation,
  type VDarPage,
  type VDarPageRequest,
} from './client.ts';
export { createVDarGiftProvider, type VDarGiftProviderOptions } from './provider.ts';
