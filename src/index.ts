export { ModelRunnerProvider, type ModelRunnerProviderProps } from './context/ModelRunnerProvider.js'
export { useModelRunner, type UseModelRunnerResult } from './context/useModelRunner.js'

export {
  useSubmit,
  type SubmitPhase,
  type UseSubmitOptions,
  type UseSubmitResult,
} from './hooks/useSubmit.js'
export { useRequestStatus, type UseRequestStatusResult } from './hooks/useRequestStatus.js'
export { useResult, type UseResultResult } from './hooks/useResult.js'
export { useRequest, type UseRequestOptions, type UseRequestResult } from './hooks/useRequest.js'
export { useCancel, type UseCancelResult } from './hooks/useCancel.js'
export { useConnection, type UseConnectionResult } from './hooks/useConnection.js'
export { useUpload, type UseUploadOptions, type UseUploadResult } from './hooks/useUpload.js'
export { useFiles, type FileFilters, type UseFilesResult } from './hooks/useFiles.js'
export { useFile, type UseFileResult } from './hooks/useFile.js'
export { useTags, type UseTagsResult } from './hooks/useTags.js'
export { useRequests, type RequestFilters, type UseRequestsResult } from './hooks/useRequests.js'
export { useModel, type UseModelResult } from './hooks/useModel.js'
export { useModels, type ModelFilters, type UseModelsResult } from './hooks/useModels.js'
export { usePricing, type PriceEstimate, type UsePricingResult } from './hooks/usePricing.js'
export { useChat, type UseChatOptions, type UseChatResult } from './hooks/useChat.js'
export type { ChatMessage, ChatPart, ChatState, ChatUsage } from './client/chat/chat-state.js'
export type { ChatOptions } from './client/chat/chat-options.js'
export { useBalance, type UseBalanceResult } from './hooks/useBalance.js'
export type { EndpointId, EndpointTypes, InputOf, OutputOf } from './hooks/endpoint-types.js'

export {
  ErrorNotice,
  type ErrorNoticeBehaviour,
  type ErrorNoticeProps,
} from './components/error-notice/ErrorNotice.js'

export { createModelRunnerClient } from './client/create-client.js'
export type { ModelRunnerClient } from './client/client.js'
export type {
  CallEvent,
  ClientEvent,
  ConnectionStateEvent,
  PutEvent,
  RequestEvent,
  UploadsEvent,
} from './client/client-event.js'
export type { ClientInspection, StoredRecord } from './client/inspect.js'
export type { ClientOptions, HeadersOption, LiveMode, RetryOptions } from './client/config.js'
export {
  systemClock,
  type Environment,
  type PageEvent,
  type TabChannel,
  type Time,
} from './client/environment.js'
export type { Clock } from './protocol/clock.js'
export { modelRunnerKeys } from './client/queries/keys.js'
export {
  ModelRunnerError,
  type ErrorKind,
  type UserLimit,
  type FieldError,
  type ModelRunnerErrorInit,
  type UploadFailureReason,
  isModelRunnerError,
} from './client/errors/model-runner-error.js'
export type { CancelOutcome } from './client/cancel-outcome.js'
export type { CancelTarget } from './client/live/cancel-request.js'
export type {
  RequestPhase,
  RunOptions,
  Runs,
  RunView,
  SubmitRunOptions,
  SubmittedRun,
} from './client/runs/run.js'
export type {
  RunCallbacks,
  SubmitCallbacks,
  SubmitOptions,
  SubmittedRequest,
  SucceededRequest,
} from './client/runs/submit-options.js'
export type { Lifecycle } from './client/transport/lifecycle.js'
export type { Progress } from './client/upload-updates.js'
export type { Accept } from './shared/accepts.js'
export type { UploadItem, UploadNotice, UploadState } from './client/uploads/upload-item.js'
export type { UploadOptions } from './client/uploads/upload-options.js'
export type { UploadedFile } from './client/uploads/upload-item.js'

export { outcomeOf, type Outcome } from './protocol/request-item.js'
export type { RequestItem } from './protocol/request-item.js'
export type { RequestState, BillingStatus } from './protocol/request-item.js'
export type { Hosts } from './protocol/hosts.js'
export type { JsonSchema, Model } from './protocol/model.js'
export type { PricingMode, RateCard } from './protocol/billing.js'
export type { FileItem, FileFacets, LinkedRequest, Tag } from './protocol/file-item.js'

export type { Messages } from './messages/messages.js'
export { en } from './messages/en.js'

export { Balance, type BalanceParts, type BalanceProps } from './components/balance/Balance.js'
export { RequestHistory, type RequestHistoryProps } from './components/request-history/RequestHistory.js'
export {
  RequestRunner,
  type RequestRunnerBehaviour,
  type RequestRunnerProps,
} from './components/request-runner/RequestRunner.js'
export type { RequestRunnerParts } from './components/request-runner/parts.js'
export {
  RequestStatus,
  type RequestStatusBehaviour,
  type RequestStatusParts,
  type RequestStatusProps,
  type StatusState,
} from './components/request-status/RequestStatus.js'
export { OutputView, type OutputViewProps } from './components/output-view/OutputView.js'
export type { OutputViewParts } from './components/output-view/parts.js'
export type { MediaKind, MediaPiece, OutputPiece } from './components/output-view/output-piece.js'
export {
  SchemaForm,
  type SchemaFormBehaviour,
  type SchemaFormProps,
} from './components/schema-form/SchemaForm.js'
export { FileField, type FileFieldProps } from './components/file-field/FileField.js'
export type { FileFieldParts } from './components/file-field/parts.js'
export type { SchemaFormParts } from './components/schema-form/parts.js'
export type { FieldsOptions, WidgetName, WidgetProps } from './components/schema-form/fields-options.js'
export type { FieldPlan, FilePlan } from './components/schema-form/field-plan.js'
export {
  ModelPicker,
  type ModelPickerBehaviour,
  type ModelPickerParts,
  type ModelPickerProps,
} from './components/model-picker/ModelPicker.js'
export { ChatRunner, type ChatRunnerProps } from './components/chat-runner/ChatRunner.js'
export type { ChatRunnerParts } from './components/chat-runner/parts.js'
export {
  FileLibrary,
  type FileLibraryBehaviour,
  type FileLibraryProps,
} from './components/file-library/FileLibrary.js'
export {
  FilePicker,
  type FilePickerParts,
  type FilePickerProps,
} from './components/file-library/FilePicker.js'

export { preload } from './client/preload.js'
export { FileUploader } from './components/file-uploader/FileUploader.js'
export type { FileUploaderBehaviour, FileUploaderProps } from './components/file-uploader/uploader-props.js'
export type { FileEntry } from './components/file-list/file-entries.js'
export type { FileUploaderParts } from './components/file-list/parts.js'
export type { Refusal, RefusalReason } from './client/uploads/refusals.js'
export { localize, type Phrase, type Phrases } from './messages/localize.js'
