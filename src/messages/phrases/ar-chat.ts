import type { Phrases } from '../localize.js'

/** Arabic: conversations. */
export const arChat: Phrases = {
  chatLabel: 'المحادثة',
  chatInput: 'رسالة',
  chatSend: 'إرسال',
  chatStop: 'إيقاف',
  chatClear: 'محادثة جديدة',
  chatEmpty: 'أرسل رسالة للبدء.',
  chatYou: 'أنت',
  chatAssistant: 'المساعد',
  chatThinking: 'جارٍ التفكير…',
  chatReasoning: 'خطوات التفكير',
  chatStopped: 'تم الإيقاف.',
  chatStoppedUnknown: 'تم الإيقاف. قد تُحتسب عليك تكلفة الإجابة كاملة.',
  chatCut: 'الإجابة غير مكتملة.',
  chatCutUnknown: 'انقطعت الإجابة. جارٍ البحث عن بقيتها، وقد تُحتسب عليك تكلفتها.',
  chatCost: 'التكلفة: {0}',
  chatTotal: 'الإجمالي: {0}',
  chatEdit: 'تعديل',
  chatEditing: 'أنت تعدّل رسالة سابقة. سيحل إرسالها محل كل ما بعدها.',
  chatEditCancel: 'إلغاء التعديل',
  chatAddImage: 'إضافة صورة',
  chatRemoveImage: 'إزالة {0}',
  chatImage: 'صورة',
}
