import type { Phrases } from '../localize.js'

/** Simplified Chinese: conversations. */
export const zhCNChat: Phrases = {
  chatLabel: '对话',
  chatInput: '消息',
  chatSend: '发送',
  chatStop: '停止',
  chatClear: '新对话',
  chatEmpty: '发送一条消息即可开始。',
  chatYou: '您',
  chatAssistant: '助手',
  chatThinking: '正在思考…',
  chatReasoning: '推理过程',
  chatStopped: '已停止。',
  chatStoppedUnknown: '已停止。整个回答仍可能产生费用。',
  chatCut: '回答不完整。',
  chatCutUnknown: '回答中断了。正在查找其余内容，仍可能产生费用。',
  chatCost: '费用：{0}',
  chatTotal: '合计：{0}',
  chatEdit: '编辑',
  chatEditing: '您正在编辑之前的消息。发送后，其后的所有内容都将被替换。',
  chatEditCancel: '取消编辑',
  chatAddImage: '添加图片',
  chatRemoveImage: '移除{0}',
  chatImage: '图片',
}
