import type { FieldPlan } from './field-plan.js'

// A shorter form needs no folding.
const MIN_FIELDS_TO_FOLD = 7
const MIN_ADVANCED = 3
// Beyond these, optional fields of a long form fold too, in their order.
const MAX_BASIC = 10

// How a model works, rather than what it makes.
const TECHNICAL =
  /(?:^|_)(?:seed|steps?|guidance|cfg|scale|strength|scheduler|sampler|eta|sigma|shift|temperature|top_[kp]|penalty|safety|safe|checker|filter|moderation|tolerance|nsfw|sync|cache|quality|format|compression|codec|bitrate|crf|lora|loras|weights|adapter|controlnet|embeddings|precision|dtype|quantization|acceleration|tile|tiling|vae|refine\w*|threshold|seed\w*|debug|verbose|raw|expansion|enhance\w*|interpolat\w*|padding|overlap|batch|webhook|token|api_key|go_fast|turbo|disable|enable|use|megapixels|hf|hf_\w+|stop|logprobs|max_tokens)(?:_|$)/

/**
 * Which fields a form folds away: those that the app names or the schema marks (`x-advanced`); else, in a form of seven fields or
 * more, the optional ones with a technical name, secrets, optional groups, lists of objects and JSON, and what is optional
 * beyond the tenth field. Required fields, prompts, files and what the app puts first always stay. Fewer than three are not folded.
 */
export function foldAdvanced(
  plans: readonly FieldPlan[],
  { advanced, order = [] }: { advanced?: false | readonly string[]; order?: readonly string[] } = {},
): FieldPlan[] {
  if (advanced !== undefined) {
    return plans.map((plan) => ({ ...plan, advanced: advanced !== false && advanced.includes(plan.key) }))
  }
  const isMarked = plans.some((plan) => plan.advanced)
  let basic = 0
  const folded = plans.map((plan) => {
    if (plan.required || order.includes(plan.key)) return false
    if (plan.advanced !== undefined) return plan.advanced
    if (plans.length < MIN_FIELDS_TO_FOLD || isMain(plan)) return false
    if (isTechnical(plan)) return true
    basic += 1
    return basic > MAX_BASIC
  })
  const isWorthIt = isMarked || folded.filter(Boolean).length >= MIN_ADVANCED
  return plans.map((plan, index) => ({ ...plan, advanced: isWorthIt && folded[index] === true }))
}

function isMain(plan: FieldPlan): boolean {
  return (plan.kind === 'text' && plan.rank !== undefined) || (plan.kind === 'file' && !plan.freeText)
}

function isTechnical(plan: FieldPlan): boolean {
  if (plan.kind === 'json' || plan.kind === 'group') return true
  if (plan.kind === 'list' && (plan.item.kind === 'group' || plan.item.kind === 'variants')) return true
  if (plan.kind === 'text' && plan.secret) return true
  return TECHNICAL.test(plan.key.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase())
}
