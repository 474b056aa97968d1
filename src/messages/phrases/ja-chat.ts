import type { Phrases } from '../localize.js'

/** Japanese: conversations. */
export const jaChat: Phrases = {
  chatLabel: '会話',
  chatInput: 'メッセージ',
  chatSend: '送信',
  chatStop: '停止',
  chatClear: '新しい会話',
  chatEmpty: 'メッセージを送信して始めましょう。',
  chatYou: 'あなた',
  chatAssistant: 'アシスタント',
  chatThinking: '考えています…',
  chatReasoning: '推論',
  chatStopped: '停止しました。',
  chatStoppedUnknown: '停止しました。回答全体の料金が発生する場合があります。',
  chatCut: '回答は未完成です。',
  chatCutUnknown: '回答が途中で切れました。残りを確認しています。料金が発生する場合があります。',
  chatCost: '料金: {0}',
  chatTotal: '合計: {0}',
  chatEdit: '編集',
  chatEditing: '以前のメッセージを編集しています。送信すると、それ以降の内容が置き換わります。',
  chatEditCancel: '編集をキャンセル',
  chatAddImage: '画像を追加',
  chatRemoveImage: '{0}を削除',
  chatImage: '画像',
}
