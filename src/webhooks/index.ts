export {
  createWebhookHandler,
  type WebhookErrorContext,
  type WebhookHandler,
  type WebhookHandlerOptions,
} from './create-webhook-handler.js'
export {
  verifyWebhook,
  WebhookVerificationError,
  type VerifyWebhookOptions,
  type WebhookFault,
  type WebhookSecret,
} from './verify-webhook.js'
export type { WebhookDelivery } from './webhook-delivery.js'
export type { WebhookStore } from './delivery-ledger.js'
