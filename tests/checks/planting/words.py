"""What must not go unsaid, in both languages; the planter's own lists."""

from __future__ import annotations

# Findings that change what happens to the patient today or this month. Key: what they are; value:
# the words that say so in findings; then the words by which an impression covers them.
SIGNIFICANT: dict[str, dict[str, tuple[str, str]]] = {
    "en": {
        "pneumothorax": (r"\bpneumothora", r"pneumothora"),
        "effusion": (
            r"\bpleural effusion|(?<!joint )\beffusions?\b(?! in the)",
            r"effusion|pleural fluid|costophrenic|blunting|hydrothorax|pleural",
        ),
        "consolidation": (
            r"\bconsolidat|\bpneumonia|\binfiltrat|\bair ?space (?:disease|opacit)",
            r"consolidat|pneumonia|infiltrat|air ?space|opaci|infect|atelectasis|density",
        ),
        "mass": (r"\bmass\b", r"mass|tumou?r|neoplas|lesion|malignan|carcinoma|lymphoma|nodul"),
        "fracture": (r"\bacute\b[^.]*\bfractur|(?<!old )(?<!healed )\bfractur", r"fractur|deform"),
        "hemorrhage": (r"\bh(?:a)?emorrhag(?!ic cyst)|\bhematoma", r"h(?:a)?emorr|hematoma|bleed"),
        "infarct": (r"\bacute\b[^.]*\binfarct", r"infarct|stroke|ischem"),
        "hydronephrosis": (r"\bhydronephrosis|\bhydroureter", r"hydro|obstruct"),
        "stone": (r"\bcalcul(?:us|i)\b|\bstones?\b", r"calcul|stone|lith"),
        "abscess": (r"\babscess", r"abscess|collection|infect"),
        "embolus": (r"\bembol", r"embol|thromb"),
        "edema": (r"\bpulmonary (?:interstitial )?edema", r"edema|failure|congest|CHF"),
        "collapse": (r"\bcollapse\b", r"collaps|atelecta"),
    },
    "zh": {
        "pneumothorax": (r"气胸|无肺纹理透亮区|气体密度影", r"气胸"),
        "effusion": (r"胸腔[^，。]{0,8}积液|胸腔[^，。]*液性", r"胸腔积液|胸水|积液"),
        "consolidation": (r"实变|斑片状密度增高", r"肺炎|实变|感染|渗出|斑片|炎"),
        "mass": (r"肿块", r"肿块|占位|癌|瘤|肿物|病变"),
        "node": (r"肿大淋巴结|淋巴结肿大", r"淋巴结|转移"),
        "fracture": (r"骨折线|骨质连续性中断|骨质断裂|骨折", r"骨折"),
        "rupture": (r"连续性中断", r"断裂|撕裂|骨折"),
        "hemorrhage": (
            r"(?:团片状|梭形|斑片状|铸型)高密度影|等低密度影|血肿",
            r"出血|血肿|挫裂伤|积血",
        ),
        "infarct": (r"弥散受限|DWI高信号", r"梗死"),
        "hydronephrosis": (r"肾盂[^，。]*扩张|肾盂肾盏", r"积水|梗阻"),
        "stone": (r"结石|强回声团(?=，较大者)", r"结石"),
        "obstruction": (r"气液平面", r"梗阻"),
        "appendix": (r"阑尾增粗", r"阑尾炎"),
        "free_air": (r"膈下见新月形游离气体", r"游离气体|穿孔"),
        "embolus": (r"充盈缺损", r"栓|结石"),
        "abscess": (r"环形强化[^。]*气泡", r"脓肿"),
        "bone": (r"骨质破坏", r"骨质破坏|转移|肉瘤|受侵|破坏"),
    },
}
# What an impression may call a nodule.
NODULE_COVERED = r"nodul|opaci|densit|lesion|mass|pneumonia|结节|癌|瘤|占位|肌瘤|PI-RADS|肿块"
# Nouns by which a plain statement of findings and one of an impression are seen to be the same.
SIGNIFICANT_EN = [
    r"\bpleural effusions?\b", r"\beffusions?\b", r"\bpneumothorax\b", r"\bconsolidation\b",
    r"\bpneumonia\b", r"\binfiltrates?\b", r"\batelectasis\b", r"\bcardiomegaly\b",
    r"\bairspace disease\b", r"\bopacity\b", r"\bopacities\b", r"\bnodules?\b", r"\bmass\b",
    r"\bfractures?\b", r"\bemphysema\b", r"\bgranulomas?\b", r"\bedema\b", r"\bscarring\b",
    r"\bhernia\b", r"\bcysts?\b", r"\bscoliosis\b", r"\bcalcifications?\b", r"\bspondylosis\b",
    r"\bstenosis\b", r"\bhydronephrosis\b", r"\bdegenerative changes?\b", r"\bcongestion\b",
]  # fmt: skip
SIGNIFICANT_ZH = [
    "积液", "骨折", "气胸", "结节", "肿块", "淋巴结肿大", "肿大淋巴结", "结石", "囊肿", "水肿",
    "狭窄", "扩张", "实变影", "磨玻璃影", "斑片影", "膨出", "突出", "积水", "肿胀", "血肿", "出血",
    "充盈缺损", "骨折线", "骨质破坏", "钙化", "脂肪肝", "斑块", "增厚", "肺气肿", "塌陷", "囊性灶",
    "息肉", "受侵", "撕裂", "囊肿影", "粘连", "高密度影", "结节影", "积气", "液体信号", "强化",
    "中断", "突出约", "增生", "渗出", "阻塞", "阻生",
]  # fmt: skip
