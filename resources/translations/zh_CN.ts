<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/help/about_dialog.py" line="+32"/>
        <source>About RadValuer Desktop</source>
        <translation>关于 RadValuer Desktop</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Drafts impressions of radiology reports on this computer. A draft is a proposal: a radiologist reads it, changes it, and answers for it.</source>
        <translation>在本机起草放射学报告的诊断印象。草稿只是建议：由放射科医师阅读、修改并负责。</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Copy version, model and hashes, for a message to support</source>
        <translation>复制版本、模型和校验值，以便告知技术支持</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Licences of the program and of what it is made of</source>
        <translation>本程序及其组成部分的许可证</translation>
    </message>
</context>
<context>
    <name>AdapterMenu</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/models/adapter_menu.py" line="+28"/>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
</context>
<context>
    <name>AlternativesPanel</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/shaping/alternatives_panel.py" line="+97"/>
        <source>Underlined: words in which a draft differs from the first. 1 to 3 takes one, the arrows and Enter too; Esc keeps what stands there.</source>
        <translation>加下划线的是与第一份不同的词语。按 1 至 3 选用，也可用方向键和回车；Esc 保留原文。</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>{0}  As it stands</source>
        <translation>{0}  当前文字</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>{0}  Alternative</source>
        <translation>{0}  备选</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>not checked yet</source>
        <translation>尚未核查</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>no warnings from the checks</source>
        <translation>核查无警示</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>issues: {0}, severe: {1}</source>
        <translation>问题：{0}，其中严重：{1}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>issues: {0}, none severe</source>
        <translation>问题：{0}，无严重问题</translation>
    </message>
</context>
<context>
    <name>Announcing</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/announcing.py" line="+28"/>
        <source>Draft begun</source>
        <translation>开始起草</translation>
    </message>
    <message>
        <location line="+2"/>
        <location line="+15"/>
        <source>Draft stopped</source>
        <translation>草稿已停止</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Draft complete</source>
        <translation>草稿已完成</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Checks: {0} open</source>
        <translation>检查：{0} 项待处理</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Checks: no issues found</source>
        <translation>检查：未发现问题</translation>
    </message>
</context>
<context>
    <name>Assistant</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/first_run/assistant.py" line="+47"/>
        <source>RadValuer Desktop: first start</source>
        <translation>RadValuer Desktop：首次启动</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>&amp;Later</source>
        <translation>以后再说(&amp;L)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Next</source>
        <translation>下一步(&amp;N)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Finish</source>
        <translation>完成(&amp;F)</translation>
    </message>
</context>
<context>
    <name>Beside</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/beside.py" line="+119"/>
        <source>The window locks when nobody touches it, but nobody chose a PIN for it.</source>
        <translation>窗口无人操作时会锁定，但尚未选择 PIN。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Choose a &amp;PIN</source>
        <translation>选择 PIN(&amp;P)</translation>
    </message>
</context>
<context>
    <name>BrowserFilters</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/feedback/browser_filters.py" line="+26"/>
        <source>any</source>
        <translation>不限</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Words in findings, impressions, headers; 结节</source>
        <translation>检查所见、诊断印象、检查信息中的词，如：结节</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Checks o&amp;verridden</source>
        <translation>不顾核查提示而采纳(&amp;V)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Clear filters</source>
        <translation>清除筛选(&amp;C)</translation>
    </message>
    <message>
        <location line="+37"/>
        <source>&amp;From (UTC)</source>
        <translation>起始日期（UTC）(&amp;F)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;To (inclusive)</source>
        <translation>截止日期（含）(&amp;T)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Body &amp;system</source>
        <translation>系统(&amp;S)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Decision</source>
        <translation>决定(&amp;D)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Institution</source>
        <translation>机构(&amp;I)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>St&amp;ation</source>
        <translation>工作站(&amp;A)</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>&amp;Radiologist</source>
        <translation>医师(&amp;R)</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Searc&amp;h</source>
        <translation>检索(&amp;H)</translation>
    </message>
</context>
<context>
    <name>BrowserWindow</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/feedback/browser_window.py" line="+50"/>
        <source>&amp;Back to the list  Esc</source>
        <translation>返回列表(&amp;B)  Esc</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Feedback browser</source>
        <translation>反馈浏览</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>{0} found so far…</source>
        <translation>已找到 {0} 条…</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Decisions: {0}</source>
        <translation>{0} 条决定</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Decisions: {0} of {1}</source>
        <translation>{0} 条，共 {1} 条决定</translation>
    </message>
    <message>
        <location line="+35"/>
        <source>Decisions</source>
        <translation>决定列表</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>Enter opens a decision; the audit trail notes what is read here.</source>
        <translation>按回车打开一条决定；此处阅读的内容会记入审计记录。</translation>
    </message>
</context>
<context>
    <name>Browsing</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/feedback/browsing.py" line="+62"/>
        <source>Opening the feedback store…</source>
        <translation>正在打开反馈库…</translation>
    </message>
    <message>
        <location line="+153"/>
        <source>This decision was erased since.</source>
        <translation>该决定此后已被删除。</translation>
    </message>
    <message>
        <location line="+37"/>
        <source>No decision is kept yet.</source>
        <translation>尚未保存任何决定。</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>No decision holds all of these words.</source>
        <translation>没有决定同时含有这些词。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>No decision is like this. Clear a filter to see more.</source>
        <translation>没有符合条件的决定。清除部分筛选可看到更多。</translation>
    </message>
</context>
<context>
    <name>ChangesView</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/shaping/changes_view.py" line="+66"/>
        <source>Changes to the draft: none</source>
        <translation>对草稿的改动：无</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Changes to the draft: {0} words added (underlined), {1} removed (struck out)</source>
        <translation>对草稿的改动：新增 {0} 词（下划线），删除 {1} 词（删除线）</translation>
    </message>
</context>
<context>
    <name>ChartExportDialog</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/feedback/chart_export_dialog.py" line="+41"/>
        <source>All charts</source>
        <translation>全部图表</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The chart that is shown</source>
        <translation>当前显示的图表</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Page with pictures and tables (HTML)</source>
        <translation>含图和表的网页（HTML）</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Picture (PNG)</source>
        <translation>图片（PNG）</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Drawing (SVG)</source>
        <translation>矢量图（SVG）</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Table (CSV)</source>
        <translation>表格（CSV）</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>&amp;Which</source>
        <translation>范围(&amp;W)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Format</source>
        <translation>格式(&amp;F)</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Export charts</source>
        <translation>导出图表</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Save charts</source>
        <translation>保存图表</translation>
    </message>
</context>
<context>
    <name>ChecksPanel</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/checks/panel.py" line="+110"/>
        <source>Checks: {0} open</source>
        <translation>核查：{0} 项待看</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Checks: no issues found</source>
        <translation>核查：未发现问题</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>{0} dismissed: hide</source>
        <translation>已忽略 {0} 项：收起</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>{0} dismissed</source>
        <translation>已忽略 {0} 项</translation>
    </message>
    <message>
        <location line="-4"/>
        <source>Checks are not running</source>
        <translation>核查未运行</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>Critical result: communicated at {0}</source>
        <translation>危急值：已于 {0} 通报</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Dismissed ({reason}): {text}</source>
        <translation>已忽略（{reason}）：{text}</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>F8 next</source>
        <translation>F8 下一项</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>F7 dismiss</source>
        <translation>F7 忽略</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>F4 grounds</source>
        <translation>F4 依据</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>F6 communicated</source>
        <translation>F6 通报</translation>
    </message>
</context>
<context>
    <name>Choosing</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/shaping/choosing.py" line="+50"/>
        <source>The server writes one draft alone. Shift+F5 asks for another.</source>
        <translation>服务器一次只写一份草稿。按 Shift+F5 可再要一份。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>All {0} drafts of the model say the same.</source>
        <translation>模型写出的 {0} 份草稿内容相同。</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>Three more drafts are being written…</source>
        <translation>正在再写三份草稿…</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>No other draft came of it.</source>
        <translation>没有得到其他草稿。</translation>
    </message>
    <message>
        <location line="+25"/>
        <source>Taken. Ctrl+Z brings back what stood there.</source>
        <translation>已选用。按 Ctrl+Z 可恢复原来的文字。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The model wrote what it wrote before.</source>
        <translation>模型写出的内容与之前相同。</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/commands.py" line="+94"/>
        <source>Draft</source>
        <translation>起草</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Accept</source>
        <translation>采纳</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Reject</source>
        <translation>退回</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Next issue</source>
        <translation>下一项问题</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Previous issue</source>
        <translation>上一项问题</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Dismiss the issue, or take it back</source>
        <translation>忽略此问题，或恢复</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Show what the line rests on</source>
        <translation>显示此行的依据</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Record who was told of a critical result</source>
        <translation>记录危急值通报</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Recovery key…</source>
        <translation>恢复密钥…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Export feedback…</source>
        <translation>导出反馈…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Feedback browser…</source>
        <translation>反馈浏览…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Dashboard…</source>
        <translation>统计面板…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Lock now</source>
        <translation>立即锁定</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>New study</source>
        <translation>新检查</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Open studies…</source>
        <translation>打开检查…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Open a folder of studies…</source>
        <translation>打开检查文件夹…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Paste studies</source>
        <translation>粘贴检查</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Next study</source>
        <translation>下一例检查</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Previous study</source>
        <translation>上一例检查</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Find in the worklist, or hide it</source>
        <translation>在工作列表中查找，或隐藏列表</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Bring the last decision back</source>
        <translation>撤回上一次决定</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Take decided studies off the list</source>
        <translation>将已决定的检查移出列表</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Alternatives</source>
        <translation>备选草稿</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Draft again, differently</source>
        <translation>换一种写法重新起草</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Instruction for this draft…</source>
        <translation>对本次草稿的要求…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Findings template…</source>
        <translation>检查所见模板…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Show what was changed</source>
        <translation>显示改动</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Style of impressions…</source>
        <translation>诊断印象的风格…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>CommunicationForm</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/checks/communication_form.py" line="+111"/>
        <source>Told</source>
        <translation>通报对象</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>By</source>
        <translation>通报人</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>by phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>in person</source>
        <translation>当面</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>by message</source>
        <translation>消息</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Who was told</source>
        <translation>已告知何人</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>name or role</source>
        <translation>姓名或职务</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>was read back</source>
        <translation>对方已复述</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>DashboardWindow</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/feedback/dashboard_window.py" line="+53"/>
        <source>any</source>
        <translation>不限</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Export &amp;charts…</source>
        <translation>导出图表(&amp;C)…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Browse decisions…</source>
        <translation>浏览决定(&amp;B)…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Export decisions…</source>
        <translation>导出决定(&amp;E)…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Stations&apos; &amp;files…</source>
        <translation>各工作站的文件(&amp;F)…</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Dashboard</source>
        <translation>统计面板</translation>
    </message>
    <message>
        <location line="+25"/>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Fewer than {0} decisions: too few for figures.</source>
        <translation>不足 {0} 条决定：数量太少，不给出数字。</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Decisions: {0}</source>
        <translation>{0} 条决定</translation>
    </message>
    <message>
        <location line="+9"/>
        <location line="+9"/>
        <location line="+1"/>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <location line="-9"/>
        <source>Table of the chart</source>
        <translation>图表的数据表</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>&amp;Picture</source>
        <translation>图(&amp;P)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Table</source>
        <translation>表(&amp;T)</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>F&amp;rom (UTC)</source>
        <translation>起始日期（UTC）(&amp;R)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>T&amp;o (inclusive)</source>
        <translation>截止日期（含）(&amp;O)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Body &amp;system</source>
        <translation>系统(&amp;S)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
</context>
<context>
    <name>Dashboarding</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/feedback/dashboarding.py" line="+155"/>
        <source>Saved: {0} files, beginning with {1}.</source>
        <translation>已保存 {0} 个文件，第一个为 {1}。</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>What became of drafts</source>
        <translation>草稿的去向</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>As a table</source>
        <translation>数据表</translation>
    </message>
</context>
<context>
    <name>Deciding</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/reading/deciding.py" line="+55"/>
        <source>An empty impression cannot be accepted. Write one, or reject the draft.</source>
        <translation>诊断印象为空，无法采纳。请填写，或退回草稿。</translation>
    </message>
    <message>
        <location line="+25"/>
        <source>Open again: change it and decide once more. The decision before stays on record; the next one counts.</source>
        <translation>已重新打开：请修改后再次决定。之前的决定仍在记录中，以新的决定为准。</translation>
    </message>
    <message>
        <location line="+42"/>
        <source>Accepted as drafted, kept, and on the clipboard.</source>
        <translation>已按草稿原文采纳并保存，文字已复制到剪贴板。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Accepted as edited, kept, and on the clipboard.</source>
        <translation>已按修改稿采纳并保存，文字已复制到剪贴板。</translation>
    </message>
    <message>
        <location line="-11"/>
        <source>The decision stands here, but was not kept: feedback is not being kept.</source>
        <translation>您的决定在此窗口有效，但未能保存：当前不保存反馈。</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Rejected, and kept.</source>
        <translation>已退回并保存。</translation>
    </message>
</context>
<context>
    <name>DecisionTable</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/feedback/decision_table.py" line="+114"/>
        <source>Decided</source>
        <translation>决定时间</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Body system</source>
        <translation>系统</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Institution</source>
        <translation>机构</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Station</source>
        <translation>工作站</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Edits</source>
        <translation>修改词数</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Seconds</source>
        <translation>用时（秒）</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Overridden</source>
        <translation>不顾提示</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Impression</source>
        <translation>诊断印象</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>erased since</source>
        <translation>此后已删除</translation>
    </message>
</context>
<context>
    <name>DraftPage</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/first_run/draft_page.py" line="+38"/>
        <source>A first draft</source>
        <translation>第一份草稿</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Findings stand at the left, the draft comes at the right. F5 drafts, F9 accepts, F12 rejects, Ctrl+N begins the next study; F1 shows every key.</source>
        <translation>左侧是检查所见，右侧显示草稿。F5 起草，F9 采纳，F12 退回，Ctrl+N 开始下一例检查；F1 显示所有按键。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>&amp;Draft a synthetic example now</source>
        <translation>现在用合成示例起草(&amp;D)</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/exporting/dialog.py" line="+103"/>
        <source>&amp;Review…</source>
        <translation>审阅(&amp;R)…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <location line="-1"/>
        <source>Review &amp;again</source>
        <translation>重新审阅(&amp;A)</translation>
    </message>
    <message>
        <location line="-11"/>
        <source>Export feedback</source>
        <translation>导出反馈</translation>
    </message>
    <message>
        <location line="-24"/>
        <source>Decisions read: {0}…</source>
        <translation>已读取 {0} 个决定…</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Nothing is written before you save.</source>
        <translation>保存之前不会写入任何内容。</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>Names, numbers and dates that the rules find are replaced, and you review that before the file is written.</source>
        <translation>规则找到的姓名、号码和日期会被替换；写入文件之前由您审阅。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <location line="-1"/>
        <source>Reviewed &amp;by</source>
        <translation>审阅者(&amp;B)</translation>
    </message>
    <message>
        <location line="+71"/>
        <source>Review again to see what your changes do; then save.</source>
        <translation>请重新审阅以查看更改后的结果，然后保存。</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Save the export</source>
        <translation>保存导出文件</translation>
    </message>
</context>
<context>
    <name>ExportFilters</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/exporting/filters.py" line="+108"/>
        <source>Training: findings and final impression (sft)</source>
        <translation>训练：检查所见与最终印象（sft）</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Training: final preferred to draft (preference)</source>
        <translation>训练：最终印象优于草稿（preference）</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>All of each decision (jsonl)</source>
        <translation>每个决定的全部内容（jsonl）</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>All of each decision (csv)</source>
        <translation>每个决定的全部内容（csv）</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>All of each decision (parquet)</source>
        <translation>每个决定的全部内容（parquet）</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Accepted</source>
        <translation>采纳</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Edited</source>
        <translation>修改</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Rejected</source>
        <translation>退回</translation>
    </message>
    <message>
        <location line="-24"/>
        <location line="+2"/>
        <location line="+5"/>
        <source>any</source>
        <translation>不限</translation>
    </message>
    <message>
        <location line="-4"/>
        <source>age1… (empty: not encrypted)</source>
        <translation>age1…（留空则不加密）</translation>
    </message>
    <message>
        <location line="-18"/>
        <source>Recipient&apos;s key (decided by this computer&apos;s policy)</source>
        <translation>接收者的公钥（由本机策略决定）</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>&amp;Format</source>
        <translation>格式(&amp;F)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Fr&amp;om</source>
        <translation>起始日期(&amp;O)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;To (inclusive)</source>
        <translation>截止日期（含）(&amp;T)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Body &amp;system</source>
        <translation>系统(&amp;S)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Decision</source>
        <translation>决定(&amp;D)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Radiologist</source>
        <translation>医师(&amp;R)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Recipient&apos;s &amp;key</source>
        <translation>接收者的公钥(&amp;K)</translation>
    </message>
    <message>
        <location line="+35"/>
        <source>Chest</source>
        <translation>胸部</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Abdomen</source>
        <translation>腹部</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Musculoskeletal</source>
        <translation>骨肌</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Head</source>
        <translation>头部</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Maxillofacial and neck</source>
        <translation>颌面颈部</translation>
    </message>
</context>
<context>
    <name>ExportReview</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/exporting/review.py" line="+104"/>
        <location line="+1"/>
        <source>Replaced</source>
        <translation>被替换的文字</translation>
    </message>
    <message>
        <location line="-1"/>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Places</source>
        <translation>处数</translation>
    </message>
    <message>
        <location line="+2"/>
        <location line="+1"/>
        <source>A name that was missed</source>
        <translation>漏掉的姓名</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Replace it too</source>
        <translation>也替换(&amp;R)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Earlier</source>
        <translation>上一份(&amp;E)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Ne&amp;xt</source>
        <translation>下一份(&amp;X)</translation>
    </message>
    <message>
        <location line="-30"/>
        <location line="+81"/>
        <source>added</source>
        <translation>新增</translation>
    </message>
    <message>
        <location line="-79"/>
        <source>stays</source>
        <translation>保留</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Decisions: {0}; rows: {1}; left out: {2}; strings replaced: {3}.</source>
        <translation>选中 {0} 个决定，{1} 行，{2} 个未列入。被替换的文字：{3} 种。</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>A string without its tick stays as it is.</source>
        <translation>取消勾选的文字将保持原样。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The text as it leaves</source>
        <translation>导出后的文本</translation>
    </message>
    <message>
        <location line="+58"/>
        <source>Text {0} of {1}, the likeliest to name somebody first</source>
        <translation>第 {0} 份，共 {1} 份，最可能仍会暴露身份的在前</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Order</source>
        <translation>检查项目</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Indication</source>
        <translation>临床资料</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Prior</source>
        <translation>既往检查</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Findings</source>
        <translation>检查所见</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Final impression</source>
        <translation>最终印象</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>As it was signed</source>
        <translation>签发的诊断意见</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Own impression</source>
        <translation>本人先写的诊断意见</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/exporting/care.py" line="+85"/>
        <source>No decision can be exported this way.</source>
        <translation>没有可以这样导出的决定。</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>Exported to {1}, with a manifest beside it. Rows: {0}.</source>
        <translation>已导出：{1}，共 {0} 行，旁边有清单文件。</translation>
    </message>
    <message>
        <location line="+51"/>
        <source>Rules miss some identifiers: names without a title or a label beside them above all, and what tells a person without a name. Read the texts before you save.</source>
        <translation>规则会漏掉一些身份信息，尤其是没有称谓或标签的姓名，以及不写姓名也能使人认出患者的内容。保存之前请阅读文本。</translation>
    </message>
</context>
<context>
    <name>FilesDialog</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/feedback/files_dialog.py" line="+40"/>
        <source>Files</source>
        <translation>文件列表</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>only for encrypted files</source>
        <translation>仅加密文件需要</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Add…</source>
        <translation>添加(&amp;A)…</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Find…</source>
        <translation>查找(&amp;F)…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Verify</source>
        <translation>校验(&amp;V)</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>&amp;Merge</source>
        <translation>合并(&amp;M)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Merging adds the decisions of these files to {0}, each of them once. Only a backup takes them out again.</source>
        <translation>合并会把这些文件中的决定加入 {0}，每条只加一次。只有恢复备份才能撤回。</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Stations&apos; files</source>
        <translation>各工作站的文件</translation>
    </message>
    <message>
        <location line="+45"/>
        <source>Your secret &amp;key</source>
        <translation>您的私钥(&amp;K)</translation>
    </message>
    <message>
        <location line="+38"/>
        <source>Files of stations</source>
        <translation>各工作站的文件</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Your secret key</source>
        <translation>您的私钥</translation>
    </message>
</context>
<context>
    <name>FindingsPane</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/reading/findings_pane.py" line="+49"/>
        <location line="+4"/>
        <source>Findings</source>
        <translation>检查所见</translation>
    </message>
    <message>
        <location line="-2"/>
        <source>Type, dictate or paste the findings, or a whole report; then press F5.</source>
        <translation>请键入、口述或粘贴检查所见或整份报告，然后按 F5。</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/help/guide_window.py" line="+26"/>
        <location line="+9"/>
        <source>User guide</source>
        <translation>使用指南</translation>
    </message>
    <message>
        <location line="-6"/>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Guide</source>
        <translation>指南(&amp;G)</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+1"/>
        <source>Search this page</source>
        <translation>在本页搜索</translation>
    </message>
    <message>
        <location line="+34"/>
        <source>That is not on this page.</source>
        <translation>本页没有这些文字。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>{0} is not part of the program.</source>
        <translation>{0} 未随程序提供。</translation>
    </message>
</context>
<context>
    <name>HeaderPanel</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/reading/header_panel.py" line="+80"/>
        <source>{0} years</source>
        <translation>{0} 岁</translation>
    </message>
    <message>
        <location line="+36"/>
        <source>Study</source>
        <translation>检查编号</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Modality</source>
        <translation>检查类型</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Side</source>
        <translation>侧别</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Age</source>
        <translation>年龄</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Order</source>
        <translation>检查项目</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Indication</source>
        <translation>临床资料</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Prior</source>
        <translation>既往检查</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>pseudonym</source>
        <translation>匿名编号</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Radiograph</source>
        <translation>X 线</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Ultrasound</source>
        <translation>超声</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Chest</source>
        <translation>胸部</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Abdomen</source>
        <translation>腹部</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Musculoskeletal</source>
        <translation>骨骼肌肉</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Head</source>
        <translation>头颅</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Maxillofacial and neck</source>
        <translation>颌面颈部</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Left</source>
        <translation>左侧</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Right</source>
        <translation>右侧</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Bilateral</source>
        <translation>双侧</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Female</source>
        <translation>女</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Male</source>
        <translation>男</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>HelpCare</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/help/care.py" line="+38"/>
        <source>Everywhere</source>
        <translation>任何位置</translation>
    </message>
    <message>
        <location line="+35"/>
        <source>Saved as {0}.</source>
        <translation>已保存为 {0}。</translation>
    </message>
</context>
<context>
    <name>HelpMenu</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/help/menu.py" line="+30"/>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>User &amp;guide</source>
        <translation>使用指南(&amp;G)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Assistant of the first start…</source>
        <translation>首次启动向导(&amp;A)…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Report a problem…</source>
        <translation>报告问题(&amp;R)…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A&amp;bout RadValuer Desktop</source>
        <translation>关于 RadValuer Desktop(&amp;B)</translation>
    </message>
</context>
<context>
    <name>ImpressionPane</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/reading/impression_pane.py" line="+120"/>
        <location line="+7"/>
        <source>Impression</source>
        <translation>诊断印象</translation>
    </message>
    <message>
        <location line="-6"/>
        <source>AI draft</source>
        <translation>AI 草稿</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Write your own impression here. F5 then shows the draft.</source>
        <translation>请在此写下您自己的诊断印象，再按 F5 显示草稿。</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The draft appears here. You decide what it says.</source>
        <translation>草稿将显示在此处，内容由您决定。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>being written…</source>
        <translation>正在起草…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>drafted ahead: check it against the findings</source>
        <translation>已预先起草：请对照检查所见核对</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>check it against the findings</source>
        <translation>请对照检查所见核对</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>stopped before its end</source>
        <translation>未写完即停止</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>the findings have changed since: draft again (F5)</source>
        <translation>检查所见已改动，请重新起草（F5）</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>from before the program ended: draft again (F5)</source>
        <translation>程序上次退出前的内容：请重新起草（F5）</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>accepted</source>
        <translation>已采纳</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>rejected</source>
        <translation>已退回</translation>
    </message>
</context>
<context>
    <name>InstructRow</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/shaping/instruct_row.py" line="+89"/>
        <source>What should the draft be like? 1 to 4, or in your words, then Enter.</source>
        <translation>希望草稿怎样写？按 1 至 4，或自行填写后按回车。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>This model takes no instructions in words. These four are done on the text itself, without changing what it says: 1 to 4.</source>
        <translation>该模型不接受文字要求。以下四项直接在文字上完成，不改变内容：按 1 至 4。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>such as: number it</source>
        <translation>例如：编号</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Number it</source>
        <translation>编号</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Bullets</source>
        <translation>项目符号</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Prose</source>
        <translation>段落</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Shorter</source>
        <translation>更短</translation>
    </message>
</context>
<context>
    <name>Instructing</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/shaping/instructing.py" line="+68"/>
        <source>Done on the text. Ctrl+Z brings back what stood there.</source>
        <translation>已在文字上完成。按 Ctrl+Z 可恢复原来的文字。</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>This model takes no instructions in words, so nothing was done. It can be asked: number it, bullets, prose, shorter.</source>
        <translation>该模型不接受文字要求，因此未作改动。可以要求：编号、项目符号、段落、更短。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>It is so already; nothing was changed.</source>
        <translation>已经是这样，未作改动。</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The statements of this text cannot be told apart for certain; nothing was changed.</source>
        <translation>无法确定这段文字如何分条，未作改动。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>None of the drafts is shorter and as well borne out by the findings; nothing was changed.</source>
        <translation>没有更短且同样有所见依据的草稿，未作改动。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>You have edited the draft: a shorter one would take the place of your words. Nothing was changed.</source>
        <translation>您已修改草稿：更短的草稿会取代您的文字。未作改动。</translation>
    </message>
</context>
<context>
    <name>IssueList</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/checks/issue_list.py" line="+74"/>
        <source>Issues</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>JudgingMenu</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/checks/judging.py" line="+46"/>
        <source>Dra&amp;ft rating</source>
        <translation>草稿评价(&amp;F)</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>1 Not useful</source>
        <translation>1 无用</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>2 Of little use</source>
        <translation>2 用处不大</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>3 Useful in part</source>
        <translation>3 部分有用</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>4 Useful</source>
        <translation>4 有用</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>5 Very useful</source>
        <translation>5 很有用</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Something is wrong</source>
        <translation>内容有误</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Something was left out</source>
        <translation>有遗漏</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Something was invented</source>
        <translation>有凭空内容</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Badly worded</source>
        <translation>措辞不当</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Too long</source>
        <translation>过长</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Another fault</source>
        <translation>其他问题</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/reading/keeping.py" line="+56"/>
        <source>What was typed before the program ended is kept. It comes back at the next start, once this study is decided or cleared.</source>
        <translation>程序上次退出前输入的内容已保存。处理完或清空本次检查后，下次启动时会恢复。</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>What was typed before the program ended is back.</source>
        <translation>已恢复程序上次退出前输入的内容。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Until then neither decisions nor what is typed are kept.</source>
        <translation>在此之前，决定与输入的内容均不保存。</translation>
    </message>
</context>
<context>
    <name>KeyCare</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/keys/care.py" line="+47"/>
        <source>This profile is not kept after logout, and with it goes the key of the feedback store. F2 makes a recovery key.</source>
        <translation>注销后不保留此用户配置，反馈库的密钥也随之丢失。按 F2 可生成恢复密钥。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Only this computer&apos;s keyring can open the feedback store. F2 makes a recovery key for the day when it has lost its own.</source>
        <translation>目前只有本机的密钥环能打开反馈库。按 F2 可生成恢复密钥，以备密钥环丢失密钥时使用。</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>There is no feedback store yet.</source>
        <translation>还没有反馈库。</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Type recovery key {0} to open it:</source>
        <translation>请输入恢复密钥 {0} 以打开反馈库：</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>&amp;Open the store</source>
        <translation>打开反馈库(&amp;O)</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Type recovery key {0} to see that it opens the store:</source>
        <translation>输入恢复密钥 {0}，以确认它能打开反馈库：</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Check</source>
        <translation>核对(&amp;C)</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>It opens the store.</source>
        <translation>它能打开反馈库。</translation>
    </message>
    <message>
        <location line="+30"/>
        <source>Recovery key {0} opens the feedback store from now on.</source>
        <translation>从现在起，恢复密钥 {0} 可打开反馈库。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>The keys of the feedback store are back in the keyring.</source>
        <translation>反馈库的密钥已放回密钥环。</translation>
    </message>
</context>
<context>
    <name>KeyPage</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/first_run/key_page.py" line="+67"/>
        <source>A key for the day when the keyring has lost its own</source>
        <translation>以备密钥环丢失密钥之用</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Decisions are kept encrypted, and their key lies in this computer&apos;s keyring. A recovery key opens them when the keyring is lost. It is shown once: print it, save it to a drive that you take away, or write it down.</source>
        <translation>决定加密保存，密钥在本机的密钥环中。密钥环丢失时，可用恢复密钥打开。恢复密钥只显示一次：请打印、保存到可带走的存储设备，或抄写下来。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>&amp;Make the recovery key…</source>
        <translation>生成恢复密钥(&amp;M)…</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>✓ There is a recovery key, and it was checked.</source>
        <translation>✓ 已有恢复密钥，并已核对。</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>The feedback store is being opened…</source>
        <translation>正在打开反馈库…</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Without a recovery key, nobody can read the decisions again once the keyring has lost their key. Enter once more goes on without one.</source>
        <translation>没有恢复密钥时，一旦密钥环丢失密钥，任何人都无法再读取已保存的决定。再按一次回车即不生成而继续。</translation>
    </message>
    <message>
        <location line="-19"/>
        <source>You can go on: drafting works, but decisions are not kept.</source>
        <translation>您可以继续：可以起草，但不保存决定。</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>There is no recovery key yet. It can also be made later, with F2.</source>
        <translation>还没有恢复密钥。也可以以后按 F2 生成。</translation>
    </message>
</context>
<context>
    <name>LockCare</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/lock/care.py" line="+66"/>
        <source>You have logged in anew since the window was locked, so its PIN is gone.</source>
        <translation>窗口锁定之后您已重新登录，因此 PIN 已取消。</translation>
    </message>
    <message>
        <location line="+72"/>
        <source>Type the recovery key of the feedback store: it takes the PIN away and shows the window again. Without it, log out of this computer and in again: the window then opens without a PIN, with what was typed.</source>
        <translation>请输入反馈库的恢复密钥：它会取消 PIN 并重新显示窗口。没有恢复密钥时，请注销本机账户后重新登录：窗口不再要求 PIN，您输入的内容仍在。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>&amp;Unlock</source>
        <translation>解锁(&amp;U)</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>The PIN was taken away. Choose another in the settings.</source>
        <translation>PIN 已取消。请在设置中另选一个。</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>That is not the PIN. The next try counts in {0} s.</source>
        <translation>PIN 不正确。{0} 秒后可再试。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>The window has no PIN any more.</source>
        <translation>窗口已没有 PIN。</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The PIN is kept. Ctrl+L locks the window.</source>
        <translation>PIN 已保存。按 Ctrl+L 锁定窗口。</translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/lock/screen.py" line="+56"/>
        <source>That is not the PIN.</source>
        <translation>PIN 不正确。</translation>
    </message>
    <message>
        <location line="+35"/>
        <source>That is not the PIN. The next try counts in {0} s.</source>
        <translation>PIN 不正确。{0} 秒后可再试。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>PIN</source>
        <translation>PIN 码</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Forgot the PIN…</source>
        <translation>忘记 PIN…</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Texts are hidden. What was being drafted goes on.</source>
        <translation>文字已隐藏。正在起草的草稿继续进行。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Unlock</source>
        <translation>解锁(&amp;U)</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Texts are hidden, but no PIN was chosen: anybody can show them again. Choose a PIN in the settings (Ctrl+,).</source>
        <translation>文字已隐藏，但尚未选择 PIN：任何人都能重新显示。请在设置（Ctrl+,）中选择 PIN。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>&amp;Show the window again</source>
        <translation>重新显示窗口(&amp;S)</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/main_window.py" line="+234"/>
        <source>Close RadValuer Desktop</source>
        <translation>关闭 RadValuer Desktop</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Feedback is not being kept, so what is typed here will be lost. Close?</source>
        <translation>当前不保存反馈，此处输入的内容将会丢失。确定关闭吗？</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/menus.py" line="+101"/>
        <source>&amp;Report</source>
        <translation>报告(&amp;R)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Studies</source>
        <translation>工作列表(&amp;S)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>What is kept, and what for</source>
        <translation>保存什么，用于什么</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Department&apos;s server…</source>
        <translation>科室服务器…</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>&amp;Checks</source>
        <translation>核查(&amp;C)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>decided by this computer&apos;s policy</source>
        <translation>由本机策略决定</translation>
    </message>
</context>
<context>
    <name>ModelCare</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/models/care.py" line="+90"/>
        <source>{0} MiB of memory, {1} cores. GPU: {2}.</source>
        <translation>内存 {0} MiB，{1} 个核心。显卡：{2}。</translation>
    </message>
    <message>
        <location line="+48"/>
        <source>&apos;{0}&apos; is there, whole and with the SHA-256 that was expected.</source>
        <translation>“{0}”已就位：文件完整，SHA-256 与预期一致。</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>&apos;{0}&apos; is there and whole; no SHA-256 was known to compare it with.</source>
        <translation>“{0}”已就位，文件完整；没有已知的 SHA-256 可供比对。</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The catalogue does not know the SHA-256 of this file. Its page shows it:</source>
        <translation>模型目录中没有此文件的 SHA-256。请填写其页面上给出的值：</translation>
    </message>
    <message>
        <location line="+25"/>
        <source>&apos;{0}&apos; is being loaded and drafts from now on.</source>
        <translation>正在加载“{0}”，此后用它起草。</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>&apos;{0}&apos; is whole, and the file that was verified (SHA-256 {1}…).</source>
        <translation>“{0}”完整，且就是当初检查过的文件（SHA-256 {1}…）。</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>&apos;{0}&apos; is whole; no SHA-256 is known to compare it with ({1}…).</source>
        <translation>“{0}”完整；没有已知的 SHA-256 可供比对（{1}…）。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Delete &apos;{0}&apos; from this computer?</source>
        <translation>从本机删除“{0}”？</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Remove a model</source>
        <translation>删除模型</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>&apos;{0}&apos; was deleted.</source>
        <translation>“{0}”已删除。</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>This holds from the next start of the program.</source>
        <translation>下次启动程序时生效。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>&apos;{0}&apos; comes under the {1}. Have you read it, and do you agree?

{2}</source>
        <translation>“{0}”的许可证为 {1}。您是否已阅读并同意？

{2}</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Stopped. Of a download, what came is kept for the next time.</source>
        <translation>已停止。下载的部分已保留，下次接着进行。</translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/first_run/model_page.py" line="+96"/>
        <source>The model that drafts</source>
        <translation>起草用的模型</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>These models are on this computer:</source>
        <translation>本机上有以下模型：</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>This computer&apos;s policy decides which model drafts:</source>
        <translation>由本机策略决定用哪个模型起草：</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>a demonstration, not for clinical use</source>
        <translation>仅供演示，不可用于临床</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Others can be fetched or imported on the page of models, also later.</source>
        <translation>其他模型可在模型页面下载或导入，以后再做也可以。</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>By rules of thumb these would suit this computer: {0}.</source>
        <translation>粗略估计，适合本机的有：{0}。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>&amp;Page of models…</source>
        <translation>模型页面(&amp;P)…</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/models/dialog.py" line="+119"/>
        <source>&amp;Use</source>
        <translation>使用(&amp;U)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Fetch…</source>
        <translation>下载(&amp;F)…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Import a file…</source>
        <translation>导入文件(&amp;I)…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Verify</source>
        <translation>校验(&amp;V)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Remove…</source>
        <translation>删除(&amp;R)…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Compute on the &amp;processor alone</source>
        <translation>仅用处理器计算(&amp;P)</translation>
    </message>
    <message>
        <location line="-12"/>
        <location line="+1"/>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Suits this computer</source>
        <translation>是否适合本机</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>For</source>
        <translation>用途</translation>
    </message>
    <message>
        <location line="+60"/>
        <source>Import a model</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Models (*.gguf)</source>
        <translation>模型 (*.gguf)</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/notice_bar.py" line="+82"/>
        <source>Close this notice</source>
        <translation>关闭此提示</translation>
    </message>
</context>
<context>
    <name>NumberedRow</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/numbered_row.py" line="+66"/>
        <source>Reason in your own words</source>
        <translation>自行填写的原因</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/worklist/opening.py" line="+35"/>
        <source>Open studies</source>
        <translation>打开检查</translation>
    </message>
    <message>
        <location line="-1"/>
        <source>Studies (*.csv *.jsonl *.ndjson *.json *.txt)</source>
        <translation>检查 (*.csv *.jsonl *.ndjson *.json *.txt)</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Open a folder of studies</source>
        <translation>打开检查文件夹</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>line {0}, </source>
        <translation>第 {0} 行，</translation>
    </message>
    <message>
        <location line="+5"/>
        <location line="+9"/>
        <source> and {0} more</source>
        <translation>，另有 {0} 处</translation>
    </message>
    <message>
        <location line="-8"/>
        <source>Left out: {0}{1}.</source>
        <translation>未列入：{0}{1}。</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Not known in the exam header, left empty: {0}{1}.</source>
        <translation>检查信息中无法识别、因而留空的值：{0}{1}。</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>the clipboard</source>
        <translation>剪贴板</translation>
    </message>
</context>
<context>
    <name>OwnFirst</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/reading/own_first.py" line="+65"/>
        <source>Write your own impression first, on the right; F5 then shows the draft.</source>
        <translation>请先在右侧写下您自己的诊断印象，再按 F5 显示草稿。</translation>
    </message>
    <message>
        <location line="+30"/>
        <source>Your own impression, from before the draft</source>
        <translation>您自己的诊断印象（看到草稿之前）</translation>
    </message>
</context>
<context>
    <name>PersonPage</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/first_run/person_page.py" line="+45"/>
        <source>decided by this computer&apos;s policy</source>
        <translation>由本机策略决定</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>Who reads, and where</source>
        <translation>阅片人与工作站</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Kept with each decision, on this computer. Take an id or a pseudonym, as your department has agreed. Everything may stay empty.</source>
        <translation>与每个决定一同保存在本机。请按科室的约定使用编号或化名。均可留空。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>&amp;Id or pseudonym of the radiologist</source>
        <translation>放射科医师的编号或化名(&amp;I)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Reading &amp;station</source>
        <translation>阅片工作站(&amp;S)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Instit&amp;ution</source>
        <translation>机构(&amp;U)</translation>
    </message>
</context>
<context>
    <name>PinDialog</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/lock/pin_dialog.py" line="+28"/>
        <source>PIN of the lock</source>
        <translation>锁定用 PIN</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>The PIN unlocks the window after Ctrl+L, or after the minutes that the settings name. It protects from people who pass by, not from somebody who can use this computer in your name.</source>
        <translation>按 Ctrl+L 或达到设置的分钟数后，用 PIN 解锁窗口。它只防路过的人，不能防范能以您的名义使用本机的人。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>PIN until now</source>
        <translation>当前 PIN</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>New PIN</source>
        <translation>新 PIN</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Once more</source>
        <translation>再输入一次</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>&amp;Remove the PIN</source>
        <translation>取消 PIN(&amp;R)</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>A PIN has at least {0} digits or letters, not all the same.</source>
        <translation>PIN 至少有 {0} 位数字或字母，且不能全部相同。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>The two are not the same.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/file_dialogs.py" line="+23"/>
        <source>Drive</source>
        <translation>驱动器</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <location line="-3"/>
        <source>&amp;Look in:</source>
        <translation>查找范围(&amp;I)：</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Files of &amp;type:</source>
        <translation>文件类型(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>ReasonRow</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/checks/reason_row.py" line="+38"/>
        <source>Why is it dismissed? Press 1 to 5; Esc keeps it.</source>
        <translation>为何忽略？按 1 至 5；按 Esc 保留此问题。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>in your words</source>
        <translation>自行填写</translation>
    </message>
</context>
<context>
    <name>RecoveryEntryDialog</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/keys/recovery_entry_dialog.py" line="+69"/>
        <source>&amp;Make a new one…</source>
        <translation>生成新的(&amp;M)…</translation>
    </message>
    <message>
        <location line="-2"/>
        <location line="+1"/>
        <source>Recovery key</source>
        <translation>恢复密钥</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>C&amp;lose</source>
        <translation>关闭(&amp;L)</translation>
    </message>
    <message>
        <location line="+31"/>
        <source>There is no typing error in it.</source>
        <translation>输入无误。</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
</context>
<context>
    <name>RecoveryKeyDialog</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/keys/recovery_key_dialog.py" line="+80"/>
        <source>&amp;Next</source>
        <translation>下一步(&amp;N)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Finish</source>
        <translation>完成(&amp;F)</translation>
    </message>
    <message>
        <location line="-12"/>
        <source>Recovery key</source>
        <translation>恢复密钥</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>This key opens the feedback store when the computer&apos;s keyring has lost its own. It is shown this once. Print it, save it to a drive that you take away, or write it down; keep it locked away, apart from this computer.</source>
        <translation>当本机密钥环丢失密钥时，可用此密钥打开反馈库。它只显示这一次。请打印、保存到可带走的存储设备，或抄写下来；请锁好，不要与本机放在一起。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Number {0}</source>
        <translation>编号 {0}</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>&amp;Print…</source>
        <translation>打印(&amp;P)…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Later</source>
        <translation>以后再说(&amp;L)</translation>
    </message>
    <message>
        <location line="-7"/>
        <source>To see that you have it: type group {0} of the key.</source>
        <translation>为确认您已记下，请输入密钥的第 {0} 组。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>&amp;Back</source>
        <translation>上一步(&amp;B)</translation>
    </message>
    <message>
        <location line="+47"/>
        <source>That is not what stands there. Compare it and type again.</source>
        <translation>与所示内容不符。请核对后重新输入。</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Save the recovery key</source>
        <translation>保存恢复密钥</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Text (*.txt)</source>
        <translation>文本文件 (*.txt)</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>It was not saved: {0} cannot be written ({1}).</source>
        <translation>未保存：无法写入 {0}（{1}）。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Saved as {0}. Do not leave it on this computer.</source>
        <translation>已保存为 {0}。请勿留在本机上。</translation>
    </message>
</context>
<context>
    <name>RejectRow</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/reading/reject_row.py" line="+47"/>
        <source>Why is the draft rejected? Press 1 to 5; Enter rejects without a reason, Esc keeps the draft.</source>
        <translation>为什么退回该草稿？按 1 至 5 选择；回车不填原因直接退回，Esc 保留草稿。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>in your words</source>
        <translation>自行填写</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/gui/reading/reject_reasons.py" line="+14"/>
        <source>Wrong side</source>
        <translation>侧别错误</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A finding was missed</source>
        <translation>遗漏所见</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A finding was invented</source>
        <translation>编造所见</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Style</source>
        <translation>风格</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>Remedies</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/remedies.py" line="+52"/>
        <source>&amp;Models…</source>
        <translation>模型(&amp;M)…</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>&amp;Draft again</source>
        <translation>重新起草(&amp;D)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Load &amp;again</source>
        <translation>重新加载(&amp;A)</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>&amp;Open the folder</source>
        <translation>打开文件夹(&amp;O)</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Recovery &amp;key…</source>
        <translation>恢复密钥(&amp;K)…</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>&amp;Unlock the keyring</source>
        <translation>解锁密钥环(&amp;U)</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>&amp;Try again</source>
        <translation>再试一次(&amp;T)</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/help/report_dialog.py" line="+33"/>
        <source>Report a problem</source>
        <translation>报告问题</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>These files make one zip file, saved where you choose. Nothing is sent. They hold no text of a report, no name, no path and no key; look through them, then give the file to whoever helps you.</source>
        <translation>以下文件将合成一个 zip 文件，保存在您选择的位置，不会发送任何内容。其中没有报告文字、姓名、路径或密钥；请先过目，再交给帮助您的人。</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Files of the report</source>
        <translation>报告中的文件</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Text of the file</source>
        <translation>文件内容</translation>
    </message>
    <message>
        <location line="+33"/>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Zip files (*.zip)</source>
        <translation>Zip 文件 (*.zip)</translation>
    </message>
</context>
<context>
    <name>Reviewing</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/checks/reviewing.py" line="+106"/>
        <source>Open: {0} And {1} more. F9 again accepts anyway.</source>
        <translation>未处理：{0}另有 {1} 项。再按 F9 仍然采纳。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Open: {0} F9 again accepts anyway.</source>
        <translation>未处理：{0}再按 F9 仍然采纳。</translation>
    </message>
</context>
<context>
    <name>ServerCare</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/server/care.py" line="+31"/>
        <source>This computer&apos;s policy decides about the server.</source>
        <translation>服务器由本机策略决定。</translation>
    </message>
</context>
<context>
    <name>ServerDialog</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/server/dialog.py" line="+56"/>
        <source>Department&apos;s server</source>
        <translation>科室服务器</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>the first that the server lists</source>
        <translation>服务器列出的第一个</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>I agree that texts of my reports are sent to this address.</source>
        <translation>我同意将报告文字发送到此地址。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Findings and exam header are sent when a draft is asked for. What rules recognise as identifying is replaced before and put back into the draft; they miss some. Where the server fails, this computer drafts.</source>
        <translation>要求起草时发送检查所见和检查信息。规则识别为可辨认身份的内容在发送前被替换，并在草稿中还原；规则会有遗漏。服务器失败时由本机起草。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>ServerStrip</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/server/strip.py" line="+39"/>
        <source>Drafts come from {0}: findings and exam header leave this computer as they are, as your administrator decided.</source>
        <translation>草稿来自 {0}：按管理员的决定，检查所见和检查信息原样离开本机。</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Drafts come from {0}: findings and exam header leave this computer, without the identifiers that rules find. Names without a title may stay in.</source>
        <translation>草稿来自 {0}：检查所见和检查信息离开本机，规则能识别的身份信息已去除；没有称谓的姓名可能仍在其中。</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/settings/row.py" line="+28"/>
        <source>Default</source>
        <translation>默认值</translation>
    </message>
    <message>
        <location line="+35"/>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Default of {0}</source>
        <translation>“{0}”的默认值</translation>
    </message>
</context>
<context>
    <name>SettingsCare</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/settings/care.py" line="+69"/>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Saved: the default holds again.</source>
        <translation>已保存：恢复默认值。</translation>
    </message>
</context>
<context>
    <name>SettingsColumn</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/settings/column.py" line="+39"/>
        <source>No setting has these words.</source>
        <translation>没有包含这些文字的设置。</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/settings/window.py" line="+68"/>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>Search the settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Pages of the settings</source>
        <translation>设置页面</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Recovery key…</source>
        <translation>恢复密钥…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Department&apos;s server…</source>
        <translation>科室服务器…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Folder of backups…</source>
        <translation>备份文件夹…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>PIN of the lock…</source>
        <translation>锁定用 PIN…</translation>
    </message>
</context>
<context>
    <name>Shaping</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/shaping/shaping.py" line="+96"/>
        <source>The draft is out of date: draft first (F5).</source>
        <translation>草稿已过期，请先起草（F5）。</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/help/shortcuts_dialog.py" line="+28"/>
        <location line="+15"/>
        <location line="+1"/>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <location line="-14"/>
        <location line="+1"/>
        <source>Search a command or a key</source>
        <translation>搜索命令或按键</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
</context>
<context>
    <name>Sitting</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/reading/sitting.py" line="+108"/>
        <source>The study that was cleared is back.</source>
        <translation>已恢复被清除的检查。</translation>
    </message>
</context>
<context>
    <name>StationFiles</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/feedback/station_files.py" line="+71"/>
        <source>{0} files are whole and unchanged.</source>
        <translation>{0} 个文件完整且未被改动。</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Merged: {0}. Once more takes nothing twice.</source>
        <translation>已合并：{0}。重复合并不会重复加入。</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>Stopped. What was merged until then stays; merging again goes on there.</source>
        <translation>已停止。此前合并的内容保留；再次合并会从该处继续。</translation>
    </message>
    <message>
        <location line="+37"/>
        <source>whole; rows: {0}, format: {1}, made {2} at {3}</source>
        <translation>完整：{0} 行，格式 {1}，{2} 于 {3} 导出</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>{0} new, {1} there already, {2} refused</source>
        <translation>新增 {0} 条，已有 {1} 条，拒收 {2} 条</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/status_line.py" line="+58"/>
        <source>Engine starting…</source>
        <translation>引擎启动中…</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Engine stopped</source>
        <translation>引擎已停止</translation>
    </message>
    <message>
        <location line="+5"/>
        <location line="+21"/>
        <location line="+20"/>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <location line="-29"/>
        <source>Loading the model: {0} %</source>
        <translation>正在加载模型：{0}%</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Reading: {0} of {1} tokens</source>
        <translation>正在读取：{0}/{1} 词元</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Reading along: {0} of {1} tokens</source>
        <translation>同步阅读：{0} / {1} 个词元</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Ready, findings read</source>
        <translation>就绪，检查所见已读</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Writing…</source>
        <translation>正在写…</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <location line="+44"/>
        <source>first word {0} ms · {1} tokens/s</source>
        <translation>首词 {0} 毫秒 · {1} 词元/秒</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Feedback is kept; no recovery key (F2)</source>
        <translation>反馈已保存，没有恢复密钥（F2）</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Demonstration model, not for clinical use</source>
        <translation>演示模型，不可用于临床</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Taught on patients&apos; reports: the model must not leave the hospital</source>
        <translation>由患者报告训练：模型不得带出医院</translation>
    </message>
    <message>
        <location line="-6"/>
        <source>Feedback is kept</source>
        <translation>反馈保存中</translation>
    </message>
    <message>
        <location line="-141"/>
        <source>Kept on this computer, encrypted: findings, drafts, your impression, your decision and how long it took, what the checks said. It serves to make drafts better and to notice when they get worse. It is not for reviewing anybody&apos;s performance.</source>
        <translation>以下内容加密保存在本机：检查所见、草稿、您的诊断印象、您的决定及所用时间、核查结果。它们用于改进草稿，并及时发现草稿变差，不用于考核任何人。</translation>
    </message>
    <message>
        <location line="+138"/>
        <source>Feedback is not kept</source>
        <translation>反馈未保存</translation>
    </message>
</context>
<context>
    <name>StudyStrip</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/worklist/strip.py" line="+65"/>
        <source>Accession {0}</source>
        <translation>检查号 {0}</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Study on the screen: {0}</source>
        <translation>当前检查：{0}</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{0} of {1}</source>
        <translation>第 {0} 例，共 {1} 例</translation>
    </message>
</context>
<context>
    <name>StyleCare</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/shaping/style_care.py" line="+68"/>
        <source>The style is kept; the next draft has it.</source>
        <translation>风格已保存，从下一份草稿起生效。</translation>
    </message>
</context>
<context>
    <name>StyleDialog</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/shaping/style_dialog.py" line="+37"/>
        <source>Style of impressions</source>
        <translation>诊断印象的风格</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>For every draft that {0} is shown.</source>
        <translation>用于显示给 {0} 的每一份草稿。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Where a draft says</source>
        <translation>草稿中写作</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>it is to say</source>
        <translation>改写为</translation>
    </message>
    <message>
        <location line="+5"/>
        <location line="+53"/>
        <source>Phrases of the house</source>
        <translation>科室用语</translation>
    </message>
    <message>
        <location line="-47"/>
        <source>Add phrase</source>
        <translation>添加用语</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Each phrase needs both texts.</source>
        <translation>每条用语需填写两栏。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>“{0}” and “{1}” differ in a number, a side or a denial. A phrase may change words, never facts.</source>
        <translation>“{0}”与“{1}”在数值、侧别或否定上不一致。用语可以改变措辞，不得改变事实。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Form</source>
        <translation>格式</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>What is greyed out is decided by this computer&apos;s policy.</source>
        <translation>灰色的项目由本机策略决定。</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>as the model writes it</source>
        <translation>按模型所写</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>numbered</source>
        <translation>编号</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>bulleted</source>
        <translation>项目符号</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>prose</source>
        <translation>段落</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>any</source>
        <translation>不限</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>short</source>
        <translation>简短</translation>
    </message>
</context>
<context>
    <name>Telling</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/telling.py" line="+78"/>
        <source>The model drafts without an adapter.</source>
        <translation>模型不使用适配器起草。</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>The impression is on the clipboard.</source>
        <translation>诊断印象已复制到剪贴板。</translation>
    </message>
</context>
<context>
    <name>TemplateRow</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/shaping/template_row.py" line="+90"/>
        <source>Which template? Letters narrow the list, Enter inserts, Esc closes.</source>
        <translation>选择模板：输入文字缩小范围，回车插入，Esc 关闭。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>such as: chest</source>
        <translation>例如：胸部</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Findings templates</source>
        <translation>检查所见模板</translation>
    </message>
</context>
<context>
    <name>Templating</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/shaping/templating.py" line="+67"/>
        <source>Gaps of the template are open: {0}. Tab goes to the next; F5 again drafts without them (Ctrl+Z brings them back).</source>
        <translation>模板中尚有 {0} 个空格未填。Tab 到下一个；再按 F5 将去掉空格并起草（Ctrl+Z 可恢复）。</translation>
    </message>
</context>
<context>
    <name>Upkeep</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/keys/upkeep.py" line="+94"/>
        <source>{0} lies on another computer&apos;s disk, where the feedback store or its backups may be damaged. Use a folder on a local disk.</source>
        <translation>{0} 位于另一台计算机的磁盘上，反馈库或其备份在那里可能损坏。请使用本地磁盘上的文件夹。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>{0} is synchronised with other computers, where the feedback store or its backups may be damaged or copied. Use a folder on a local disk.</source>
        <translation>{0} 会与其他计算机同步，反馈库或其备份在那里可能损坏或被复制。请使用本地磁盘上的文件夹。</translation>
    </message>
</context>
<context>
    <name>ViewMenu</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/theme/menu.py" line="+61"/>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;High contrast</source>
        <translation>高对比度(&amp;H)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>L&amp;arger text</source>
        <translation>放大文字(&amp;A)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>S&amp;maller text</source>
        <translation>缩小文字(&amp;M)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Normal text size</source>
        <translation>默认文字大小(&amp;N)</translation>
    </message>
</context>
<context>
    <name>WindowState</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/window_state.py" line="+53"/>
        <source>drafting</source>
        <translation>正在起草</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>draft complete</source>
        <translation>草稿已完成</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>draft stopped</source>
        <translation>起草已停止</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>draft out of date</source>
        <translation>草稿已过期</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>accepted</source>
        <translation>已采纳</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>rejected</source>
        <translation>已退回</translation>
    </message>
</context>
<context>
    <name>WordsPage</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/first_run/words_page.py" line="+100"/>
        <source>What this program is for</source>
        <translation>本程序的用途</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>R&amp;egion</source>
        <translation>地区(&amp;E)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Intended use</source>
        <translation>预期用途</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>I have &amp;read this and use the program accordingly</source>
        <translation>我已阅读以上内容(&amp;R)，并将照此使用本程序</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Space sets the tick, Enter then goes on.</source>
        <translation>按空格键勾选，再按回车继续。</translation>
    </message>
</context>
<context>
    <name>Worklist</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/worklist/care.py" line="+186"/>
        <source>Accepted and kept. Nothing else in the list waits.</source>
        <translation>已采纳并保存。列表中没有其他待处理的检查。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Accepted, kept, and on the clipboard. Shift+F9 brings that study back.</source>
        <translation>已采纳并保存，文字已复制到剪贴板。按 Shift+F9 可撤回。</translation>
    </message>
    <message>
        <location line="+30"/>
        <source>Added to the list: {0}.</source>
        <translation>已加入列表：{0} 例。</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Already there: {0}.</source>
        <translation>已在列表中：{0} 例。</translation>
    </message>
</context>
<context>
    <name>WorklistPane</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/worklist/pane.py" line="+100"/>
        <source>draft is ready</source>
        <translation>草稿已备好</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>new</source>
        <translation>新</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>drafted</source>
        <translation>已起草</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>accepted</source>
        <translation>已采纳</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>rejected</source>
        <translation>已退回</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Worklist</source>
        <translation>工作列表</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{0} of {1} wait</source>
        <translation>{1} 例中 {0} 例待处理</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+1"/>
        <source>Find a study</source>
        <translation>查找检查</translation>
    </message>
</context>
<context>
    <name>Writing</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/reading/writing.py" line="+84"/>
        <source>This computer drafts instead.</source>
        <translation>改由本机起草。</translation>
    </message>
</context>
<context>
    <name>charts</name>
    <message>
        <location filename="../../radvaluer_desktop/feedback/chart_words.py" line="+9"/>
        <source>These figures are about drafts. They are not for reviewing anybody&apos;s performance: case mix, complexity and duty differ, and none of them is taken into account.</source>
        <translation>这些数字只说明草稿的情况，不用于评价任何人的工作表现：病种构成、复杂程度和值班安排各不相同，均未计入。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Accepted as drafted, by week</source>
        <translation>原样采纳率（按周）</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Size of edits, by week</source>
        <translation>修改幅度（按周）</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>By body system</source>
        <translation>按系统</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>By language</source>
        <translation>按语言</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>By model</source>
        <translation>按模型</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Time to decide, by week</source>
        <translation>决定用时（按周）</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Accepted against the checks, by week</source>
        <translation>不顾核查提示的采纳（按周）</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>% of decisions</source>
        <translation>占决定的百分比（%）</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>% of words, mean of drafts that were kept</source>
        <translation>占词数的百分比（%），所保留草稿的均值</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>seconds, median</source>
        <translation>秒，中位数</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Body system</source>
        <translation>系统</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Chest</source>
        <translation>胸部</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Abdomen</source>
        <translation>腹部</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Musculoskeletal</source>
        <translation>骨肌</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Head</source>
        <translation>头部</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Maxillofacial and neck</source>
        <translation>颌面颈部</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>not said</source>
        <translation>未注明</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Accepted as drafted</source>
        <translation>原样采纳</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Words changed</source>
        <translation>改动的词</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Time to decide</source>
        <translation>决定用时</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Severe issue overridden</source>
        <translation>不顾严重提示</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Moving average</source>
        <translation>移动平均</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Upper limit</source>
        <translation>控制上限</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Lower limit</source>
        <translation>控制下限</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>acceptance has fallen</source>
        <translation>采纳率下降</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>acceptance has risen; are drafts better, or read less?</source>
        <translation>采纳率上升；是草稿变好了，还是读得少了？</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>outside the limits</source>
        <translation>超出控制限</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>No drift since the baseline ({0} to {1}).</source>
        <translation>自基线期（{0} 至 {1}）以来无漂移。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Drift is not looked for yet: it needs more than {0} weeks of {1} decisions each.</source>
        <translation>尚未检测漂移：需要超过 {0} 周、每周至少 {1} 条决定。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Weeks of fewer than {0} decisions are joined to the next.</source>
        <translation>不足 {0} 条决定的周并入下一周。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Weeks not shown, fewer than {1} decisions: {0}.</source>
        <translation>未显示的周数（少于 {1} 条决定）：{0}。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Not shown, fewer than {0} decisions: {1}.</source>
        <translation>不足 {0} 条决定，未显示：{1}。</translation>
    </message>
</context>
<context>
    <name>checks</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/checks/issue_text.py" line="+15"/>
        <source>left</source>
        <translation>左侧</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>right</source>
        <translation>右侧</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>bilateral</source>
        <translation>双侧</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>mild</source>
        <translation>轻度</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>moderate</source>
        <translation>中度</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>severe</source>
        <translation>重度</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>increased</source>
        <translation>增大或增多</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>decreased</source>
        <translation>缩小或减少</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>unchanged</source>
        <translation>无变化</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>new</source>
        <translation>新出现</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>mammography</source>
        <translation>乳腺X线摄影</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>nuclear medicine</source>
        <translation>核医学检查</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>female</source>
        <translation>女</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>male</source>
        <translation>男</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Severe</source>
        <translation>严重</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Not true</source>
        <translation>判断有误</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Clinically irrelevant</source>
        <translation>无临床意义</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Said elsewhere</source>
        <translation>别处已述</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Will be added</source>
        <translation>稍后补充</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/safety/result.py" line="+60"/>
        <source>Side: the impression says {said}, the findings {found}.</source>
        <translation>侧别：诊断印象为{said}，检查所见为{found}。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Side: the text says {said}, the order {found}.</source>
        <translation>侧别：文中为{said}，检查申请为{found}。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The ordered side ({found}) is not mentioned.</source>
        <translation>未提及申请检查的侧别（{found}）。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The findings deny this.</source>
        <translation>检查所见否定了这一点。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The impression denies what the findings state.</source>
        <translation>诊断印象否定了检查所见中的内容。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Number: {said} here, {found} in the findings.</source>
        <translation>数值：此处为 {said}，检查所见为 {found}。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Number: {said} is not in the findings.</source>
        <translation>数值：检查所见中没有 {said}。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Location: {said} here, {found} in the findings.</source>
        <translation>部位：此处为{said}，检查所见为{found}。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Degree: {said} here, {found} in the findings.</source>
        <translation>程度：此处为{said}，检查所见为{found}。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Certain here, uncertain in the findings.</source>
        <translation>此处为肯定，检查所见为不确定。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Uncertain here, certain in the findings.</source>
        <translation>此处为不确定，检查所见为肯定。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A comparison that the findings do not make.</source>
        <translation>检查所见中没有这一对比。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Change: {said} here, {found} in the findings.</source>
        <translation>变化：此处为{said}，检查所见为{found}。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>This does not fit the patient&apos;s sex ({found}).</source>
        <translation>与患者性别（{found}）不符。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>This does not fit the patient&apos;s age ({found}).</source>
        <translation>与患者年龄（{found} 岁）不符。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The findings contradict themselves here.</source>
        <translation>检查所见在此处自相矛盾。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Nothing in the findings supports this.</source>
        <translation>检查所见中没有依据。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The impression does not mention this.</source>
        <translation>诊断印象未提及。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Critical result: has it been communicated?</source>
        <translation>危急值：是否已通报？</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The impression is empty.</source>
        <translation>诊断印象为空。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The impression repeats itself.</source>
        <translation>诊断印象内容重复。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The impression ends in the middle of a sentence.</source>
        <translation>诊断印象最后一句不完整。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The impression is in another language.</source>
        <translation>诊断印象使用了另一种语言。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A slip of dictation? “{said}”</source>
        <translation>口述识别有误？“{said}”</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The model was not validated for children.</source>
        <translation>该模型未经儿童检查验证。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The model was not validated for {found}.</source>
        <translation>该模型未经{found}验证。</translation>
    </message>
</context>
<context>
    <name>devices</name>
    <message>
        <location filename="../../radvaluer_desktop/session/devices.py" line="+12"/>
        <source>the setting gpu_layers says so</source>
        <translation>由设置 gpu_layers 决定</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>llama.cpp sees no GPU: there is none, or it was built for the CPU alone</source>
        <translation>llama.cpp 未发现 GPU：本机没有 GPU，或此版仅支持 CPU</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>the GPU has no memory free for more</source>
        <translation>GPU 可用显存不足</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>the GPU did not take more</source>
        <translation>GPU 无法再装入更多层</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>{gpus} with {mib} MiB free; built for {backends}</source>
        <translation>{gpus}，空闲 {mib} MiB；本版本支持 {backends}</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>none that this build can use: it was built for {backends}, the computer has {cards}</source>
        <translation>没有本版本可用的显卡：本版本支持 {backends}，本机装有 {cards}</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>none seen; built for {backends}</source>
        <translation>未发现；本版本支持 {backends}</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <location filename="../../radvaluer_desktop/catalogue/installed.py" line="+23"/>
        <source>There is no model &apos;{reference}&apos;. Installed: {installed}.</source>
        <translation>没有名为“{reference}”的模型。已安装：{installed}。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Name one of these, or the path of a GGUF file.</source>
        <translation>请指定其中之一，或一个 GGUF 文件的路径。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{path} is an adapter for a model that is not installed (SHA-256 {base}).</source>
        <translation>{path} 是一个适配器，它所属的模型尚未安装（SHA-256 {base}）。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Put the model it was taught beside into the folder of models.</source>
        <translation>请把它训练时所依附的模型放入模型文件夹。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/credentials/failures.py" line="+11"/>
        <source>No keyring of the operating system was found ({backend}), so the feedback store stays closed. Nothing was created or changed.</source>
        <translation>未找到操作系统的密钥环（{backend}），反馈库不会打开。未创建或更改任何内容。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Log in to a desktop session with a keyring (GNOME Keyring, KWallet, Windows Credential Manager, macOS Keychain) and start the program again. Drafting works without it.</source>
        <translation>请登录到带有密钥环的桌面会话（GNOME Keyring、KWallet、Windows 凭据管理器、macOS 钥匙串），再重新启动程序。没有它也可以起草。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The keyring {backend} is refused: it is not one of the operating system&apos;s own and may keep the key unprotected. Nothing was created or changed.</source>
        <translation>已拒绝使用密钥环 {backend}：它不是操作系统自带的，可能不加保护地保存密钥。未创建或更改任何内容。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Remove it from keyringrc.cfg or PYTHON_KEYRING_BACKEND, so that the system&apos;s own keyring is used, and start the program again.</source>
        <translation>请将其从 keyringrc.cfg 或 PYTHON_KEYRING_BACKEND 中删除，以使用系统自带的密钥环，再重新启动程序。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The keyring {backend} is locked, or was never set up, and was not unlocked. The feedback store stays closed; nothing was created or changed.</source>
        <translation>密钥环 {backend} 已锁定或从未设置，且未能解锁。反馈库不会打开；未创建或更改任何内容。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Unlock the keyring (it is unlocked by logging in with a password), then retry. If that password is lost, have a new keyring made, then give the recovery key (F2 in the window).</source>
        <translation>请解锁密钥环（用密码登录时会自动解锁），然后重试。若该密码已丢失，请新建密钥环，再输入恢复密钥（在窗口中按 F2）。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The keyring did not answer within {seconds} seconds. The feedback store stays closed; nothing was created or changed.</source>
        <translation>密钥环在 {seconds} 秒内没有响应。反馈库不会打开；未创建或更改任何内容。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Look for a window that asks for the keyring&apos;s password, then retry.</source>
        <translation>请查看是否有要求输入密钥环密码的窗口，然后重试。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The keyring {backend} failed ({reason}). The feedback store stays closed; nothing was created or changed.</source>
        <translation>密钥环 {backend} 出错（{reason}）。反馈库不会打开；未创建或更改任何内容。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Check that the keyring&apos;s service runs, then retry.</source>
        <translation>请确认密钥环服务正在运行，然后重试。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The keyring {backend} holds no key with the id {key_id}, so the feedback store cannot be opened. The store was left untouched and no new key was made.</source>
        <translation>密钥环 {backend} 中没有编号为 {key_id} 的密钥，无法打开反馈库。反馈库保持原样，未生成新密钥。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Log in as the user and on the computer that made the store, or restore the keyring from a backup.</source>
        <translation>请在创建反馈库的计算机上以当时的用户登录，或从备份恢复密钥环。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The keyring {backend} accepted a new key but did not give it back, so no feedback store was created.</source>
        <translation>密钥环 {backend} 接受了新密钥，但无法读回，因此未创建反馈库。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Check the keyring&apos;s settings and its disk, then retry.</source>
        <translation>请检查密钥环的设置及其所在磁盘，然后重试。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/errors.py" line="+39"/>
        <source>Something outside the program failed.</source>
        <translation>程序外部发生故障。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Run &apos;radvaluer doctor&apos; to see what is wrong.</source>
        <translation>请运行“radvaluer doctor”查看问题所在。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/feedback/failures.py" line="+11"/>
        <source>The feedback store {path} cannot be opened with its key: it was written with another key, or its beginning is damaged. The file was left untouched.</source>
        <translation>无法用对应的密钥打开反馈库 {path}：它是用另一密钥写入的，或文件开头已损坏。文件保持原样。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Restore it with &apos;radvaluer feedback restore&apos;, which says first what would be lost and keeps this file; or put back the store and its .key.json file together, if they were parted. Drafting works without it.</source>
        <translation>可用 &apos;radvaluer feedback restore&apos; 恢复，它会先说明将丢失什么并保留此文件；若反馈库与其 .key.json 文件被分开，请一起放回。没有反馈库也可以起草。</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>{path} is no feedback store: it is empty, cut off, not encrypted or another kind of file. It was left untouched.</source>
        <translation>{path} 不是反馈库：文件为空、不完整、未加密或为其他类型的文件。文件保持原样。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Put the store back from a backup; move this file away only if you are sure that it holds nothing. Drafting works without it.</source>
        <translation>请从备份恢复反馈库；确信此文件没有内容时才可将其移走。没有它也可以起草。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The feedback store {path} is gone, but its journal {journal} is still there and may hold decisions. Nothing was created or changed.</source>
        <translation>反馈库 {path} 已不存在，但其日志文件 {journal} 仍在，可能含有决定记录。未创建或更改任何内容。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Put the store back beside its journal, or restore both from a backup.</source>
        <translation>请将反馈库放回其日志文件旁，或从备份恢复两者。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The feedback store {path} is gone, but {head}, which was written beside it, is still there: it was moved or deleted. No new store was made.</source>
        <translation>反馈库 {path} 不见了，但写在它旁边的 {head} 还在：它被移走或删除了。没有新建反馈库。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Put the file back, or restore it with &apos;radvaluer feedback restore&apos;. &apos;radvaluer data erase&apos; begins anew. Drafting works without the store.</source>
        <translation>请放回该文件，或用“radvaluer feedback restore”恢复；“radvaluer data erase”可重新开始。没有反馈库也可以生成草稿。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The feedback store {path} is damaged: part of it cannot be decrypted. Nothing was written over.</source>
        <translation>反馈库 {path} 已损坏：其中一部分无法解密。未覆盖任何内容。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Restore it with &apos;radvaluer feedback restore&apos;, which says first what would be lost and keeps the damaged file beside the new one. Drafting works without it.</source>
        <translation>请用“radvaluer feedback restore”恢复：它先说明会丢失什么，并把损坏的文件保留在新文件旁边。没有它也可以生成草稿。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Another program is using the feedback store {path} and did not let go of it. The store was left untouched and nothing of this step was kept.</source>
        <translation>另一程序正在使用反馈库 {path}，一直未释放。反馈库保持原样，此步操作未保存。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Close other windows of this program and backups that read the file, then retry.</source>
        <translation>请关闭本程序的其他窗口以及正在读取该文件的备份程序，然后重试。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>There is no room left for the feedback store {path}. What was kept before is safe; nothing of this step was kept.</source>
        <translation>反馈库 {path} 所在磁盘已无空间。此前保存的内容完好；此步操作未保存。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Free some space on that disk, then retry.</source>
        <translation>请在该磁盘上腾出空间，然后重试。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The feedback store {path} or its folder cannot be opened for writing ({reason}). Everything was left untouched and nothing of this step was kept.</source>
        <translation>无法以写入方式打开反馈库 {path} 或其文件夹（{reason}）。一切保持原样，此步操作未保存。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Check the permissions of the folder and of the file, then retry.</source>
        <translation>请检查该文件夹和文件的权限，然后重试。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The path of the feedback store {path} has {bytes} bytes, and SQLite opens none of more than {limit}. Nothing was created.</source>
        <translation>反馈库的路径 {path} 长 {bytes} 字节，而 SQLite 最多只能打开 {limit} 字节的路径。未创建任何内容。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Name a folder with a shorter path. Drafting works without the store.</source>
        <translation>请指定路径较短的文件夹。没有反馈库也可以起草。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The disk failed while the feedback store {path} was in use ({reason}). What was kept before is not written over; nothing of this step was kept.</source>
        <translation>使用反馈库 {path} 时磁盘出错（{reason}）。此前保存的内容未被覆盖；此步操作未保存。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Check the disk and the space left on it, then start the program again.</source>
        <translation>请检查磁盘及其剩余空间，然后重新启动程序。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The feedback store {path} was written by a newer version of this program ({step}). It was left untouched.</source>
        <translation>反馈库 {path} 由本程序的更新版本写入（{step}）。文件保持原样。</translation>
    </message>
    <message>
        <location line="+5"/>
        <location filename="../../radvaluer_desktop/feedback/key_failures.py" line="+42"/>
        <source>Use the newer version of the program.</source>
        <translation>请使用该更新版本的程序。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The feedback store {path} was written by an earlier version of this program and lacks what this needs. It was left untouched.</source>
        <translation>反馈库 {path} 由本程序的较早版本写入，缺少此操作所需的内容。文件未作改动。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Open the window once, which brings the store up to date, then retry.</source>
        <translation>请先打开一次窗口以更新反馈库，然后重试。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/feedback/key_failures.py" line="-31"/>
        <source>The feedback store {path} has lost the file {reference}, which names its key. The store was left untouched and no new key was made.</source>
        <translation>反馈库 {path} 缺少指明其密钥的文件 {reference}。反馈库保持原样，未生成新密钥。</translation>
    </message>
    <message>
        <location line="+5"/>
        <location line="+13"/>
        <source>Put that file back from a backup. Drafting works without the store.</source>
        <translation>请从备份恢复该文件。没有反馈库也可以起草。</translation>
    </message>
    <message>
        <location line="-5"/>
        <source>The file {reference}, which names the key of the feedback store, is damaged. It and the store were left untouched and no new key was made.</source>
        <translation>指明反馈库密钥的文件 {reference} 已损坏。该文件与反馈库均保持原样，未生成新密钥。</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>The file {reference}, which names the key of the feedback store, was written by a newer version of this program. It and the store were left untouched.</source>
        <translation>记载反馈库密钥的文件 {reference} 由较新版本的程序写成。该文件和反馈库均未改动。</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Log in as before; or give the recovery key (F2 in the window, or &apos;radvaluer keys recover&apos;), or the department&apos;s private key (--private-key). Drafting works without it.</source>
        <translation>请按以前的方式登录；或输入恢复密钥（在窗口中按 F2，或运行“radvaluer keys recover”），或使用科室的私钥（--private-key）。不影响起草。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The key of the feedback store was put into the keyring {recorded}, but this session uses {present}, which does not have it. The store was left untouched and no new key was made.</source>
        <translation>反馈库的密钥保存在密钥环 {recorded} 中，而当前会话使用 {present}，其中没有该密钥。反馈库保持原样，未生成新密钥。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The feedback store was made by {user} on {computer}, and its key stayed in the keyring there; this is {present_user} on {present_computer}. The store was left untouched and no new key was made.</source>
        <translation>反馈库由 {computer} 上的用户 {user} 创建，其密钥留在那里的密钥环中；当前是 {present_computer} 上的 {present_user}。反馈库未改动，也没有生成新密钥。</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>The keyring has lost the key of the feedback store, and will lose it again: this user&apos;s profile is not kept from one login to the next. The store was left untouched and no new key was made.</source>
        <translation>密钥环丢失了反馈库的密钥，而且还会再次丢失：此用户配置在两次登录之间不被保留。反馈库未改动，也没有生成新密钥。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Ask your administrator to let the profile keep its keyring. Until then give the recovery key at each login (F2 in the window, or &apos;radvaluer keys recover&apos;), or the department&apos;s private key (--private-key). Drafting works without it.</source>
        <translation>请联系管理员，让用户配置保留密钥环。在此之前，每次登录后请输入恢复密钥（在窗口中按 F2，或运行“radvaluer keys recover”），或使用科室的私钥（--private-key）。不影响起草。</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>The keyring {backend} does not hold the key of the feedback store any more: it was emptied or made anew, as after a login password was reset. The store was left untouched and no new key was made.</source>
        <translation>密钥环 {backend} 中已没有反馈库的密钥：它被清空或重建，例如在重置登录密码之后。反馈库未改动，也没有生成新密钥。</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>The keyring {backend} holds an older state of the key of the feedback store, without the one that its audit trail is signed with: it was put back from an old copy. The store was left untouched and no new key was made.</source>
        <translation>密钥环 {backend} 中反馈库的密钥是较早的状态，缺少用于签署审计记录的密钥：该密钥环是从旧副本恢复的。反馈库未改动，也没有生成新密钥。</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>The keyring {backend} holds the key of the feedback store {path}, but not the one that its audit trail is signed with: it was put back from an old copy. The store was left untouched and no new key was made.</source>
        <translation>密钥环 {backend} 中有反馈库 {path} 的密钥，但没有其审计记录的签名密钥：密钥环是从旧副本恢复的。反馈库未作任何改动，也没有生成新密钥。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Put the keyring back as it was last; where that is lost, &apos;radvaluer audit accept&apos; begins a new trail, which says so. Drafting works without it.</source>
        <translation>请把密钥环恢复到最近的状态；若已丢失，可用 &apos;radvaluer audit accept&apos; 开始新的审计记录，其中会注明此事。没有反馈库也可以起草。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The feedback store has no recovery key. Nothing was changed.</source>
        <translation>反馈库没有恢复密钥。未作任何改动。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Make one while the keyring still has the key: F2 in the window, or &apos;radvaluer keys new-recovery&apos;.</source>
        <translation>请在密钥环仍有密钥时生成：在窗口中按 F2，或运行“radvaluer keys new-recovery”。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>This is a recovery key without a typing error, but of another store, or one that was replaced. This store&apos;s has the number {number} and was made on {created}. Nothing was changed.</source>
        <translation>此恢复密钥输入无误，但属于另一个反馈库，或已被取代。此反馈库的恢复密钥编号为 {number}，生成于 {created}。未作任何改动。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Look for the sheet with that number.</source>
        <translation>请查找带有该编号的纸页。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The keys of the feedback store are not sealed to a department&apos;s key. Nothing was changed.</source>
        <translation>反馈库的密钥没有用科室密钥封存。未作任何改动。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Give its recovery key, or log in where its keyring still has the key.</source>
        <translation>请输入其恢复密钥，或在密钥环仍有密钥的地方登录。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The keys of the feedback store are sealed to the department&apos;s key {expected}, but {path} holds the private key of {given}. Nothing was changed.</source>
        <translation>反馈库的密钥是用科室密钥 {expected} 封存的，而 {path} 中是 {given} 的私钥。未作任何改动。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Look for the private key with that fingerprint.</source>
        <translation>请查找具有该指纹的私钥。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{path} holds no X25519 private key in PEM form that this passphrase opens. Nothing was changed.</source>
        <translation>{path} 中没有可用此口令打开的 PEM 格式 X25519 私钥。未作任何改动。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Check the file and its passphrase; &apos;radvaluer keys escrow --help&apos; says more.</source>
        <translation>请检查文件及其口令；“radvaluer keys escrow --help”有更多说明。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The setting &apos;escrow_public_key&apos; holds no X25519 public key, so the keys of the feedback store cannot be sealed to it and the store stays closed. Nothing was changed.</source>
        <translation>设置项“escrow_public_key”不是 X25519 公钥，无法用它封存反馈库的密钥，反馈库保持关闭。未作任何改动。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Correct it in the policy or the settings file; &apos;radvaluer keys escrow --new-pair&apos; prints one.</source>
        <translation>请在策略或设置文件中更正；“radvaluer keys escrow --new-pair”可生成一个。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>A recovery key has {groups} groups of {size} characters; this has {given} characters.</source>
        <translation>恢复密钥有 {groups} 组，每组 {size} 个字符；此处有 {given} 个字符。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Compare it with the sheet and type it again.</source>
        <translation>请与纸上的内容核对，重新输入。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Group {group} of the recovery key has {given} characters instead of {size}.</source>
        <translation>恢复密钥第 {group} 组有 {given} 个字符，应为 {size} 个。</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+11"/>
        <location line="+7"/>
        <source>Compare that group with the sheet.</source>
        <translation>请与纸上的这一组核对。</translation>
    </message>
    <message>
        <location line="-12"/>
        <source>Group {group} of the recovery key has a character that no recovery key has: there are digits from 2 to 9 and the letters of English but I, L and O.</source>
        <translation>恢复密钥第 {group} 组含有恢复密钥中没有的字符：只有数字 2 至 9 以及除 I、L、O 以外的英文字母。</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>There is a typing error in group {group}.</source>
        <translation>第 {group} 组输入有误。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/gui/error_text.py" line="+26"/>
        <source>An internal error occurred ({kind}). What was typed is kept; please report it.</source>
        <translation>发生内部错误（{kind}）。已输入的内容仍在；请报告此问题。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/modelfile/header.py" line="+24"/>
        <source>The model file {path} cannot be read ({reason}).</source>
        <translation>无法读取模型文件 {path}（{reason}）。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Check its name and permissions, or choose another.</source>
        <translation>请检查其名称和权限，或选择其他文件。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{path} is not a GGUF model file.</source>
        <translation>{path} 不是 GGUF 模型文件。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Choose a file in GGUF format (version 2 or 3).</source>
        <translation>请选择 GGUF 格式（第 2 版或第 3 版）的文件。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The model file {path} is incomplete or damaged: {size} bytes are there.</source>
        <translation>模型文件 {path} 不完整或已损坏：现有 {size} 字节。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/catalogue/failures.py" line="+14"/>
        <source>&apos;{id}&apos; cannot be the id of a model.</source>
        <translation>“{id}”不能作为模型的标识。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Use letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;, a letter or digit first: --id NAME.</source>
        <translation>请使用字母、数字、“.”、“_”和“-”，并以字母或数字开头：--id NAME。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>What was given is no SHA-256.</source>
        <translation>所给的值不是 SHA-256。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>It has 64 digits, 0 to 9 and a to f; the page of the model shows it.</source>
        <translation>它由 64 位 0 至 9 和 a 至 f 组成，模型的页面上会给出。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The catalogue knows another SHA-256 of &apos;{id}&apos; ({expected}). Nothing was fetched or copied.</source>
        <translation>模型目录中“{id}”的 SHA-256 不同（{expected}）。未下载或复制任何内容。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Leave the SHA-256 away, or import the file under another id.</source>
        <translation>请不要填写 SHA-256，或以另一标识导入该文件。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The catalogue does not know the SHA-256 of &apos;{id}&apos;, so nothing could be checked. Nothing was fetched or copied.</source>
        <translation>模型目录中没有“{id}”的 SHA-256，因此无法检查。未下载或复制任何内容。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Give the one that its page shows: --sha256 HASH.</source>
        <translation>请给出其页面上的值：--sha256 HASH。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>&apos;{id}&apos; comes under the {licence}, which was not agreed to. Nothing was fetched.</source>
        <translation>“{id}”的许可证为 {licence}，尚未同意。未下载任何内容。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Read it ({link}), then agree: --agree-licence.</source>
        <translation>请阅读（{link}）后再同意：--agree-licence。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Downloads are forbidden by the setting &apos;downloads&apos;. No connection was made.</source>
        <translation>设置“downloads”禁止下载。未建立任何连接。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Ask your administrator, or import the model from a file or a share.</source>
        <translation>请联系管理员，或从文件或共享文件夹导入模型。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>&apos;{id}&apos; is on no hub: it comes with the program.</source>
        <translation>“{id}”不在任何模型站点上：它随程序提供。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Use it as it is, or install the program again.</source>
        <translation>请直接使用，或重新安装程序。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>&apos;{id}&apos; needs version {needed} of this program.</source>
        <translation>“{id}”需要本程序的 {needed} 版。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Install that version first, or choose another model.</source>
        <translation>请先安装该版本，或选择其他模型。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The model &apos;{id}&apos; is there already. It stays as it is.</source>
        <translation>模型“{id}”已存在，保持原样。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Check it with &apos;radvaluer models verify&apos;, remove it first, or give another id.</source>
        <translation>可用“radvaluer models verify”校验，或先将其删除，或换一个标识。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>&apos;{id}&apos; is being fetched, copied or removed by another window or command.</source>
        <translation>另一个窗口或命令正在下载、复制或删除“{id}”。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Wait for that one, or stop it.</source>
        <translation>请等待其完成，或将其停止。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{path} is not the model that it should be: its SHA-256 is {found}, expected was {expected}. It is not used.</source>
        <translation>{path} 不是应有的模型：其 SHA-256 为 {found}，预期为 {expected}。不会使用它。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Get it again; if it happens twice, do not trust the place it comes from.</source>
        <translation>请重新获取；如再次出现，请勿信任其来源。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>{path} has {size} bytes; {expected} were expected. It is not used.</source>
        <translation>{path} 的大小为 {size} 字节，应为 {expected} 字节；该文件未被使用。</translation>
    </message>
    <message>
        <location line="+3"/>
        <location filename="../../radvaluer_desktop/modelfile/header.py" line="+3"/>
        <source>Copy or download it again.</source>
        <translation>请重新复制或下载。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The model {path} is of an architecture ({architecture}) that is not known here.</source>
        <translation>模型 {path} 的架构（{architecture}）无法识别。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Use another, or a newer version of this program.</source>
        <translation>请使用其他模型，或本程序的较新版本。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>&apos;{id}&apos; is not among this user&apos;s own models; it stays ({path}).</source>
        <translation>“{id}”不属于当前用户自己的模型，予以保留（{path}）。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>What is there for everybody is an administrator&apos;s to remove.</source>
        <translation>供所有人使用的模型只能由管理员删除。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>&apos;{id}&apos; is the model that the setting &apos;{setting}&apos; names. It stays.</source>
        <translation>“{id}”是设置“{setting}”所指定的模型，予以保留。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Choose another one before you remove it.</source>
        <translation>请先选择其他模型，再将其删除。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>&apos;{id}&apos; was approved here, and &apos;radvaluer retrain rollback&apos; may return to it. It stays.</source>
        <translation>“{id}”曾在此获批，“radvaluer retrain rollback”可能退回到它。它予以保留。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>See &apos;radvaluer retrain status&apos;; what was rolled back can be removed.</source>
        <translation>请查看“radvaluer retrain status”；已回退的模型可以删除。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>&apos;{adapter}&apos;, which drafts here or was approved, needs its base &apos;{id}&apos;. It stays.</source>
        <translation>“{adapter}”正在此起草或曾获批，需要其基础模型“{id}”。它予以保留。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Choose another model, or see &apos;radvaluer retrain status&apos;, before you remove it.</source>
        <translation>删除之前，请选择其他模型，或查看“radvaluer retrain status”。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The folder of models {path} cannot be written ({reason}). No model was changed.</source>
        <translation>模型文件夹 {path} 无法写入（{reason}）。没有更改任何模型。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Check its permissions, then do the same again.</source>
        <translation>请检查其权限，然后重试。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>There is no room for &apos;{id}&apos;: {needed} MiB are needed, {free} MiB are free in {folder}. Nothing of it was left there.</source>
        <translation>空间不足，无法存放“{id}”：需要 {needed} MiB，{folder} 中仅有 {free} MiB 可用。未留下任何内容。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Make room, then do the same again.</source>
        <translation>请腾出空间，然后重试。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{path} could not be read to its end ({reason}). Nothing of it was kept.</source>
        <translation>{path} 未能读完（{reason}）。未保留任何内容。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Check the share or the drive, then import it again.</source>
        <translation>请检查共享文件夹或驱动器，然后重新导入。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{hub} does not give &apos;{id}&apos; to whoever asks ({status}). Nothing was changed.</source>
        <translation>{hub} 不向匿名用户提供“{id}”（{status}）。未作任何更改。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Agree to its terms on its page and sign in: put a token into the environment variable HF_TOKEN; or check the proxy.</source>
        <translation>请在其页面上同意条款并登录：将令牌填入环境变量 HF_TOKEN；或检查代理。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>{hub} does not have &apos;{id}&apos; where the catalogue says.</source>
        <translation>{hub} 上没有模型目录所指的“{id}”。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Correct the entry, or the setting &apos;model_hub&apos;, or import the model from a file.</source>
        <translation>请更正该条目或设置“model_hub”，或从文件导入模型。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>{hub} did not deliver &apos;{id}&apos; ({reason}), tried {tries} times. {mib} MiB are kept, not listed, and the same command goes on behind them.</source>
        <translation>{hub} 未能提供“{id}”（{reason}），已尝试 {tries} 次。已收到的 {mib} MiB 予以保留但不列出，同一命令会接着进行。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Check the network and the proxy; then try again.</source>
        <translation>请检查网络和代理，然后重试。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{hub} was not believed: this computer does not trust its certificate.</source>
        <translation>未信任 {hub}：本机不信任其证书。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>If your network looks into TLS, its certificate must be in the operating system&apos;s store. Checking is never turned off.</source>
        <translation>如果您的网络会检查 TLS 流量，其证书必须在操作系统的证书库中。证书检查不会关闭。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>{hub} did not send &apos;{id}&apos; but something else ({reason}). None of that is used.</source>
        <translation>{hub} 发送的不是“{id}”，而是其他内容（{reason}）。这些内容不会使用。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>A log-in page of the network or a proxy may be in between: open the hub in a browser.</source>
        <translation>中间可能有网络登录页面或代理：请在浏览器中打开该站点。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/modelfile/header.py" line="+6"/>
        <source>The model {path} holds tensors of a kind ({kind}) that is not known here.</source>
        <translation>模型 {path} 含有当前版本不认识的张量类型（{kind}）。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Use a file with another quantisation, or a newer version of this program.</source>
        <translation>请使用其他量化方式的文件，或本程序的更新版本。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/session/failures.py" line="+21"/>
        <source>There are no findings to draft from.</source>
        <translation>没有可供起草的检查所见。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Type or paste the findings, then draft again.</source>
        <translation>请键入或粘贴检查所见，然后重新起草。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The text holds more than one report: the next one begins on line {line}.</source>
        <translation>文本中不止一份报告：下一份从第 {line} 行开始。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Draft them one by one.</source>
        <translation>请逐份起草。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The findings do not fit: the prompt has {prompt_tokens} tokens and the impression needs {reserve} more, but the model&apos;s context holds {context_tokens}. Nothing was cut.</source>
        <translation>检查所见过长：提示共 {prompt_tokens} 个词元，诊断印象还需 {reserve} 个，而模型上下文只能容纳 {context_tokens} 个。未截断任何内容。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Shorten the findings, draft them in parts, or use a model with a larger context.</source>
        <translation>请精简检查所见、分段起草，或使用上下文更大的模型。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The model {path} could not be loaded: {detail}.</source>
        <translation>无法加载模型 {path}：{detail}。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Check that the file is complete, or choose another model.</source>
        <translation>请确认文件完整，或选择其他模型。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The model {path} needs about {needed_mb} MiB of memory, but the engine can have only {available_mb} MiB. It was not loaded.</source>
        <translation>模型 {path} 约需 {needed_mb} MiB 内存，但引擎只能使用 {available_mb} MiB，因此未加载。</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>There is not enough memory for the context of {path}.</source>
        <translation>内存不足，无法为 {path} 分配上下文。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Lower &apos;context_tokens&apos; in the settings, or choose a smaller model.</source>
        <translation>请在设置中减小“context_tokens”，或选择较小的模型。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The adapter does not fit the model {path} ({detail}). The model drafts as it did before.</source>
        <translation>适配器与模型 {path} 不匹配（{detail}）。模型仍按原来的方式起草。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Choose an adapter of this very model; one that was added just now needs a new start.</source>
        <translation>请选择正属于此模型的适配器；刚添加的适配器需重新启动程序。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/session/engine_failures.py" line="+12"/>
        <source>The engine stopped unexpectedly ({reason}). The findings are kept.</source>
        <translation>引擎意外停止（{reason}）。检查所见仍在。</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+59"/>
        <source>Draft again: the engine starts anew by itself.</source>
        <translation>请重新起草：引擎会自动重新启动。</translation>
    </message>
    <message>
        <location line="-53"/>
        <source>The engine crashed ({reason}). The findings are kept.</source>
        <translation>引擎崩溃（{reason}）。检查所见已保留。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Draft again: the engine starts anew by itself. If it crashes again, choose another model.</source>
        <translation>请重新起草：引擎会自行重启。若再次崩溃，请选择其他模型。</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>The engine ended without an answer ({reason}). The findings are kept.</source>
        <translation>引擎未作回答便结束（{reason}）。检查所见已保留。</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>The system ended the engine because the computer ran out of memory ({reason}). The findings are kept.</source>
        <translation>计算机内存耗尽，系统结束了引擎（{reason}）。检查所见已保留。</translation>
    </message>
    <message>
        <location line="+5"/>
        <location filename="../../radvaluer_desktop/session/failures.py" line="-22"/>
        <source>Close other programs, lower &apos;context_tokens&apos; in the settings, or choose a smaller model.</source>
        <translation>请关闭其他程序，在设置中调低 “context_tokens”，或选择较小的模型。</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>The engine needed more than the {reason} MiB of memory that &apos;engine_memory_mb&apos; allows, and was ended. The findings are kept.</source>
        <translation>引擎所需内存超过 “engine_memory_mb” 允许的 {reason} MiB，已被结束。检查所见已保留。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Choose a smaller model, lower &apos;context_tokens&apos;, or have the limit in the settings raised.</source>
        <translation>请选择较小的模型，调低 “context_tokens”，或请管理员提高设置中的上限。</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>The engine gave no sign of life for {reason} s and was ended. The findings are kept.</source>
        <translation>引擎在 {reason} 秒内没有任何响应，已被结束。检查所见已保留。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The engine made no progress for {reason} s and was ended. The findings are kept.</source>
        <translation>引擎在 {reason} 秒内没有任何进展，已被结束。检查所见已保留。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Draft again. On a slow computer choose a smaller model, or raise &apos;engine_stall_s&apos; in the settings.</source>
        <translation>请重新起草。若计算机较慢，请选择较小的模型，或在设置中调高 “engine_stall_s”。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The engine was compiled for another kind of processor than this computer has ({reason}). The findings are kept.</source>
        <translation>引擎是为另一种处理器编译的，本机处理器不支持（{reason}）。检查所见已保留。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Install the package, whose engine fits every processor, or build the engine on this computer.</source>
        <translation>请安装软件包（其引擎适用于各种处理器），或在本机编译引擎。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The engine could not be started ({reason}).</source>
        <translation>无法启动引擎（{reason}）。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Close other programs and try again.</source>
        <translation>请关闭其他程序后重试。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The engine&apos;s library cannot be loaded ({reason}): it is missing or damaged.</source>
        <translation>无法加载引擎的程序库（{reason}）：文件缺失或已损坏。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Install the program again.</source>
        <translation>请重新安装本程序。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/session/failures.py" line="+31"/>
        <source>The engine has no part that runs on this computer&apos;s processor.</source>
        <translation>推理引擎中没有可在本机处理器上运行的部分。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Install the program again if files were removed from it; otherwise use a computer with a newer processor.</source>
        <translation>如果程序文件被删除过，请重新安装；否则请使用处理器较新的计算机。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The engine could not draft ({reason}). Nothing was kept.</source>
        <translation>引擎无法起草（{reason}）。未保存任何内容。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/session/engine_failures.py" line="-85"/>
        <location filename="../../radvaluer_desktop/session/failures.py" line="+1"/>
        <source>Draft again; if it stays so, run &apos;radvaluer doctor&apos; and report it.</source>
        <translation>请重新起草；如问题仍在，请运行“radvaluer doctor”并报告。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/session/failures.py" line="+8"/>
        <source>Loading the model was stopped.</source>
        <translation>模型加载已停止。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Draft again to load it.</source>
        <translation>重新起草即可加载模型。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/cli/training.py" line="+23"/>
        <source>Training needs more than is installed: {missing}.</source>
        <translation>训练所需的组件尚未安装：{missing}。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Install it with: pip install &apos;radvaluer-desktop[train]&apos;.</source>
        <translation>请用以下命令安装：pip install &apos;radvaluer-desktop[train]&apos;。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/cli/pretrain.py" line="+18"/>
        <source>Training cannot follow both --minutes and --steps.</source>
        <translation>训练不能同时使用 --minutes 和 --steps。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Give one of them.</source>
        <translation>请只给出其中之一。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/gui/one_window.py" line="+37"/>
        <source>RadValuer Desktop is open already, but its window did not answer for {seconds} s.</source>
        <translation>RadValuer Desktop 已在运行，但其窗口 {seconds} 秒内没有响应。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Wait for it, or end that program; then start it again. Nothing was changed.</source>
        <translation>请等待其恢复，或结束该程序后重新启动。未作任何更改。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/processor.py" line="+28"/>
        <source>This computer&apos;s processor is too old for the program: it lacks {features}.</source>
        <translation>本机处理器过旧，无法运行本程序：缺少 {features}。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Use a computer whose processor has SSE4.2 (Intel since 2008, AMD since 2011).</source>
        <translation>请使用处理器支持 SSE4.2 的计算机（英特尔 2008 年起，AMD 2011 年起）。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/catalogue/loading.py" line="+33"/>
        <source>The model {path} was not loaded: the engine ended when it last loaded this file.</source>
        <translation>模型 {path} 未加载：引擎上次加载该文件时异常结束。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Choose another model or copy the file again; to try it all the same, press F5, or use --load-anyway.</source>
        <translation>请选择其他模型或重新复制该文件；如仍要尝试，请按 F5，或使用 --load-anyway。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/settings/failures.py" line="+11"/>
        <source>The settings in {source} cannot be used.</source>
        <translation>无法使用 {source} 中的设置。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Correct it, or move it away to use the defaults. A policy is your administrator&apos;s to correct.</source>
        <translation>请更正，或将其移走以使用默认值。策略须由管理员更正。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The settings in {source} cannot be read ({reason}).</source>
        <translation>无法读取 {source} 中的设置（{reason}）。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The settings in {source} are not text in UTF-8.</source>
        <translation>{source} 中的设置不是 UTF-8 文本。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The settings in {source} do not have the form that they must have ({reason}).</source>
        <translation>{source} 中的设置格式不正确（{reason}）。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>{source}: &apos;{name}&apos; must be a whole number from {least} to {most}.</source>
        <translation>{source}：“{name}” 必须是 {least} 到 {most} 之间的整数。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>{source}: &apos;{name}&apos; must be text of {least} to {most} characters, on one line.</source>
        <translation>{source}：“{name}” 必须是 {least} 到 {most} 个字符的单行文本。</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>{source}: &apos;{name}&apos; must be one of these: {allowed}.</source>
        <translation>{source}：“{name}” 必须是以下之一：{allowed}。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The setting &apos;{name}&apos; was not changed: it takes {allowed}.</source>
        <translation>设置 &apos;{name}&apos; 未更改：可取的值为 {allowed}。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Give it such a value.</source>
        <translation>请给出可取的值。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The policy {source} is not believed, because others than the administrator can change {place}.</source>
        <translation>策略 {source} 不可信，因为管理员以外的人可以更改 {place}。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Tell your administrator: it must belong to root, and nobody else may write it.</source>
        <translation>请告知管理员：它必须属于 root，且其他人不得写入。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>{source} names settings that this version does not have: {names}.</source>
        <translation>{source} 中有本版本没有的设置：{names}。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>They are left out of account; correct them if they are misspelt.</source>
        <translation>这些设置已忽略；如拼写有误，请更正。</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>The setting &apos;{name}&apos; is decided by the policy {source} and was not changed.</source>
        <translation>设置 “{name}” 由策略 {source} 决定，未作更改。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Ask whoever looks after this computer to change it.</source>
        <translation>如需更改，请联系本机的管理员。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The settings file {source} cannot be written ({reason}). It was left as it was.</source>
        <translation>无法写入设置文件 {source}（{reason}）。文件保持原样。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Check the permissions of its folder and the space that is left, then retry.</source>
        <translation>请检查其文件夹的权限和剩余空间，然后重试。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/feedback/erase.py" line="+54"/>
        <source>{path} is a link to another place. Nothing was erased, because removing the link would leave what it leads to.</source>
        <translation>{path} 是指向别处的链接。未删除任何内容：删除链接会留下它所指向的文件。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Put the file itself in the place of the link, then retry.</source>
        <translation>请把文件本身放到链接所在的位置，然后重试。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/modelfile/weights.py" line="+30"/>
        <source>{path} cannot be taught here: {reason}.</source>
        <translation>{path} 不能在此训练：{reason}。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Use &apos;demo&apos;, &apos;random&apos;, or a model file that this program made.</source>
        <translation>请使用“demo”“random”或由本程序生成的模型文件。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/training/department.py" line="+27"/>
        <source>{path} cannot be learnt from: {problem}.</source>
        <translation>无法用 {path} 训练：{problem}。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Give a CSV file with a line of column names, or JSON Lines, with &apos;findings&apos; and &apos;impression&apos;.</source>
        <translation>请提供首行为列名的 CSV 文件或 JSON Lines 文件，其中须有“findings”和“impression”。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Only {count} rows of {path} can be used.</source>
        <translation>{path} 中只有 {count} 行可用。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Give at least {fewest}; hundreds are needed for a useful model.</source>
        <translation>请至少提供 {fewest} 行；要得到有用的模型需要数百行。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/training/learning.py" line="+39"/>
        <source>{path} holds a run with other options or other data ({what}). It is kept.</source>
        <translation>{path} 中已有一次使用其他选项或其他数据的训练（{what}），已保留。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Give the same options as before, or another folder.</source>
        <translation>请使用与之前相同的选项，或换一个文件夹。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/training/train.py" line="+29"/>
        <source>An adapter needs a base, and --base random has none.</source>
        <translation>适配器需要基础模型，而 --base random 没有。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Give --base demo or a model file.</source>
        <translation>请使用 --base demo 或一个模型文件。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The model {path} cannot be written ({reason}).</source>
        <translation>无法写入模型 {path}（{reason}）。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/retraining/writing.py" line="+22"/>
        <location filename="../../radvaluer_desktop/training/train.py" line="+1"/>
        <source>Check the folder and the space that is left, then run the same command again.</source>
        <translation>请检查文件夹和剩余空间，然后重新运行同一命令。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/cli/bench.py" line="+27"/>
        <source>The benchmark ended: the engine failed ({reason}).</source>
        <translation>测速已结束：引擎出错（{reason}）。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Run &apos;radvaluer doctor&apos;; try a smaller model or fewer reports.</source>
        <translation>请运行“radvaluer doctor”；或换用较小的模型、减少报告数。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>A benchmark takes --model or --shape, not both.</source>
        <translation>测速只能使用 --model 或 --shape 之一。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Leave one of them out.</source>
        <translation>请去掉其中一个。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/training/means.py" line="+22"/>
        <source>PyTorch sees no NVIDIA graphics card on this computer.</source>
        <translation>PyTorch 在本机上找不到 NVIDIA 显卡。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Leave out --device cuda, or install a PyTorch that was built for the card.</source>
        <translation>请去掉 --device cuda，或安装支持该显卡的 PyTorch。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/feedback/audit/opening.py" line="+25"/>
        <source>The feedback store {path} is not as it was left: the last {events} events of its audit trail are missing, and with them {decisions} decisions. An older copy was put in its place, or its end was cut off. It was left untouched.</source>
        <translation>反馈库 {path} 与上次留下的不一致：审计记录缺少最后 {events} 个事件，随之缺少 {decisions} 个决定。它被换成了较旧的副本，或末尾被截断。文件未作任何改动。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Restore it from a backup with &apos;radvaluer feedback restore&apos;, or keep it as it is with &apos;radvaluer audit accept&apos;. Drafting works without it.</source>
        <translation>请用“radvaluer feedback restore”从备份恢复，或用“radvaluer audit accept”按现状保留。没有它也可以生成草稿。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/feedback/backup.py" line="+47"/>
        <source>No backup of the feedback store was made in {folder}: {reason} The store is as it was, and earlier backups are kept.</source>
        <translation>没有在 {folder} 中备份反馈库：{reason} 反馈库保持原样，以前的备份仍在。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Check that folder and its disk, or name another in the setting &apos;backup_folder&apos;, then run &apos;radvaluer feedback backup&apos;.</source>
        <translation>请检查该文件夹及其磁盘，或在设置“backup_folder”中指定另一个，然后运行“radvaluer feedback backup”。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/catalogue/adapters.py" line="+26"/>
        <source>{path} is no adapter. No draft was made with it.</source>
        <translation>{path} 不是适配器，未用于起草。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Name a file that &apos;radvaluer train --adapter&apos; made, or choose it as the model.</source>
        <translation>请指定由 radvaluer train --adapter 生成的文件，或将其选作模型。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The adapter {path} belongs to another model (SHA-256 {base}) than {model}. It was not applied.</source>
        <translation>适配器 {path} 属于另一模型（SHA-256 {base}），而不是 {model}，未予应用。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Choose the model that it was taught beside, or another adapter.</source>
        <translation>请选择与其一同训练的模型，或另选适配器。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/catalogue/approved.py" line="+29"/>
        <source>{path}, which names the approved model, cannot be used: {problem}.</source>
        <translation>{path} 指明已批准的模型，但无法使用：{problem}。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Restore it from a backup, or remove it and approve a model again; until then, name a model with --model or in the setting &apos;model&apos;.</source>
        <translation>请从备份恢复该文件，或删除后重新批准模型；在此之前，请用 --model 或设置 model 指定模型。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The approved model &apos;{id}&apos; is not in {folder} any more.</source>
        <translation>已批准的模型“{id}”已不在 {folder} 中。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Put the file back, or return to the one before with: radvaluer retrain rollback.</source>
        <translation>请放回该文件，或用以下命令退回上一个模型：radvaluer retrain rollback。</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>The model {path} was not loaded: it is not the file that was approved (SHA-256 {sha256}).</source>
        <translation>未加载模型 {path}：它不是当时批准的文件（SHA-256 {sha256}）。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Put the approved file back, or return to the one before with: radvaluer retrain rollback.</source>
        <translation>请放回批准时的文件，或用以下命令退回上一个模型：radvaluer retrain rollback。</translation>
    </message>
    <message>
        <location line="+9"/>
        <location filename="../../radvaluer_desktop/retraining/writing.py" line="-3"/>
        <source>{path} cannot be written ({reason}). The model in use is what it was.</source>
        <translation>无法写入 {path}（{reason}）。正在使用的模型没有改变。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Correct that, then repeat the command.</source>
        <translation>请先纠正，再重复该命令。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/catalogue/entries.py" line="+31"/>
        <source>The catalogue of models {source} cannot be used: {reason}.</source>
        <translation>模型目录 {source} 无法使用：{reason}。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Correct it, or take the setting &apos;model_catalogue&apos; away. Models that are installed work all the same.</source>
        <translation>请更正，或取消设置“model_catalogue”。已安装的模型不受影响。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The catalogue has no model &apos;{id}&apos;. It has: {known}.</source>
        <translation>模型目录中没有“{id}”。现有：{known}。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Name one of these, or import a file with &apos;radvaluer models import&apos;.</source>
        <translation>请选择其中之一，或用“radvaluer models import”导入文件。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/feedback/export/failures.py" line="+11"/>
        <source>What was given as the recipient is no public key of age. Nothing was written.</source>
        <translation>所给的接收者不是 age 公钥。未写入任何内容。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Give the line that begins with age1, which &apos;age-keygen -y&apos; prints for the recipient&apos;s key.</source>
        <translation>请填写以 age1 开头的一行，可由“age-keygen -y”从接收者的密钥得到。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The policy decides whom exports are encrypted to. Nothing was written.</source>
        <translation>导出文件加密给谁由策略决定。未写入任何内容。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Leave the recipient out; or ask whoever looks after this computer to change it.</source>
        <translation>请不要填写接收者；或请管理本机的人员更改。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>An export with identifiers is allowed by the machine&apos;s policy alone, and it does not. Nothing was written.</source>
        <translation>带身份信息的导出须由本机策略允许，而策略未允许。未写入任何内容。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Export without them; or ask whoever looks after this computer to set &apos;export_identifiers&apos; in the policy.</source>
        <translation>请导出不带身份信息的文件；或请管理本机的人员在策略中设置“export_identifiers”。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>An export with identifiers must be encrypted. Nothing was written.</source>
        <translation>带身份信息的导出必须加密。未写入任何内容。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Name the recipient&apos;s public key.</source>
        <translation>请给出接收者的公钥。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{path} is there already. It was left as it is.</source>
        <translation>{path} 已存在，保持原样。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Name another file, or move that one away.</source>
        <translation>请换一个文件名，或将原文件移走。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The export {path} could not be written ({reason}). Nothing of it was left there; the store is as it was.</source>
        <translation>无法写入导出文件 {path}（{reason}）。未留下任何内容；反馈库保持原样。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/feedback/export/charts.py" line="+16"/>
        <source>The charts could not be written to {path} ({reason}). None of them was left.</source>
        <translation>图表无法写入 {path}（{reason}）。没有留下任何文件。</translation>
    </message>
    <message>
        <location line="+3"/>
        <location filename="../../radvaluer_desktop/feedback/export/failures.py" line="+5"/>
        <source>Check that the folder is there and the space that is left on its disk; retry.</source>
        <translation>请检查文件夹是否存在、磁盘剩余空间是否足够，然后重试。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/feedback/export/failures.py" line="+8"/>
        <source>What would be written now is not what was reviewed: decisions, corrections or the program are others since. Nothing was left of it.</source>
        <translation>现在要写入的内容与审阅过的不同：决定、更正或程序此后有变化。未留下任何内容。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Review it again, and give the new code.</source>
        <translation>请重新审阅，并使用新的代码。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>There is no feedback store {path} yet.</source>
        <translation>尚无反馈库 {path}。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Decide about a draft first; then there is one.</source>
        <translation>请先对一份草稿作出决定，之后便有了。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>No decision can be exported this way: {chosen} were chosen, none of them makes a row. Nothing was written.</source>
        <translation>没有可以这样导出的决定：选中 {chosen} 个，均不能成为一行。未写入任何内容。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Choose more decisions, or another format.</source>
        <translation>请选择更多决定或其他格式。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Parquet needs more than is installed: pyarrow.</source>
        <translation>Parquet 需要尚未安装的组件：pyarrow。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Export as jsonl, which the same programs read; or install it: pip install &apos;radvaluer-desktop[export]&apos;.</source>
        <translation>请导出为 jsonl，同样的程序也能读取；或安装：pip install &apos;radvaluer-desktop[export]&apos;。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>{path} holds no corrections of a review. Nothing was written.</source>
        <translation>{path} 不是审阅的更正文件。未写入任何内容。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Write one JSON object of lists of texts: {{&quot;keep&quot;: [&quot;…&quot;], &quot;replace&quot;: [&quot;…&quot;]}}.</source>
        <translation>请写成由文字列表组成的一个 JSON 对象：{{&quot;keep&quot;: [&quot;…&quot;], &quot;replace&quot;: [&quot;…&quot;]}}。</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>{path} is no whole export. It was left as it is.</source>
        <translation>{path} 不是完整的导出文件，保持原样。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Copy both files once more, or export anew.</source>
        <translation>请重新复制两个文件，或重新导出。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The export {path} cannot be read ({reason}).</source>
        <translation>无法读取导出文件 {path}（{reason}）。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Check its name and whether you may read it.</source>
        <translation>请检查文件名以及您是否有读取权限。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Beside {path} its manifest {manifest} is missing: it was not copied along, or the export never ended.</source>
        <translation>{path} 旁缺少清单 {manifest}：未一同复制，或导出没有完成。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The manifest {manifest} of {path} is damaged, or of a newer program.</source>
        <translation>{path} 的清单 {manifest} 已损坏，或来自更新的程序。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>{path} was exported by version {version}, in the schema &apos;{schema}&apos;, which this program does not know. Nothing was taken from it.</source>
        <translation>{path} 由版本 {version} 按模式“{schema}”导出，本程序不认识该模式。未从中取用任何内容。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Update this program to that version, or export anew with this one.</source>
        <translation>请将本程序更新到该版本，或用本版本重新导出。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>{path} has {bytes} bytes, and its manifest says {expected}: it is not whole.</source>
        <translation>{path} 有 {bytes} 字节，而清单记为 {expected}：文件不完整。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>{path} was changed since it was exported, or belongs to another manifest: its SHA-256 is not the one that the manifest says.</source>
        <translation>{path} 在导出后被更改，或属于另一份清单：其 SHA-256 与清单不符。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>{path} is whole, but it is encrypted to another key than the one that was given.</source>
        <translation>{path} 是完整的，但加密时使用的不是所给的密钥。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Give the secret key that belongs to {recipient}, or export to your own.</source>
        <translation>请使用与 {recipient} 对应的私钥，或改为导出给您自己的公钥。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>{path} holds no secret key of age.</source>
        <translation>{path} 中没有 age 私钥。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Give the file that &apos;age-keygen&apos; wrote.</source>
        <translation>请使用“age-keygen”生成的文件。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{path} is encrypted. Nothing was taken from it.</source>
        <translation>{path} 已加密。未从中取用任何内容。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Give your secret key with --identity.</source>
        <translation>请用 --identity 给出您的私钥。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>{path} is an export of the format {form}, which cannot be merged.</source>
        <translation>{path} 是 {form} 格式的导出文件，不能合并。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Export as jsonl at the station, and merge that.</source>
        <translation>请在工作站导出为 jsonl，再行合并。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/inference/remote/address.py" line="+18"/>
        <source>The address of the server cannot be used: {problem}. Nothing was sent.</source>
        <translation>服务器地址不可用：{problem}。未发送任何内容。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Write it as https://server.example:8000, without a name, password or question.</source>
        <translation>请写成 https://server.example:8000，不含用户名、密码或问号后的内容。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/retraining/approval.py" line="+35"/>
        <source>There is no candidate &apos;{id}&apos;. Judged so far: {known}.</source>
        <translation>没有候选模型“{id}”。已判定的有：{known}。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Name one of these, or run &apos;radvaluer retrain run&apos;.</source>
        <translation>请指定其中之一，或运行 radvaluer retrain run。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>No candidate was judged here yet. Nothing was changed.</source>
        <translation>此处尚未评判任何候选模型。未作任何更改。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Run &apos;radvaluer retrain run&apos;.</source>
        <translation>请运行“radvaluer retrain run”。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>&apos;{id}&apos; may not be approved: the gate refuses it because of {figures}.</source>
        <translation>“{id}”不能批准：因 {figures} 未通过判定。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>See &apos;radvaluer retrain status&apos;; look at what was kept in these decisions, or retrain when there are more.</source>
        <translation>请查看 radvaluer retrain status；检查这些决定中保留的内容，或在决定更多时重新训练。</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>{path} is not the verdict that was written here: the audit trail knows another.</source>
        <translation>{path} 不是在此写下的判定：审计记录中的是另一份。</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+18"/>
        <location filename="../../radvaluer_desktop/retraining/verdict.py" line="+30"/>
        <source>Run &apos;radvaluer retrain run&apos; again.</source>
        <translation>请重新运行 radvaluer retrain run。</translation>
    </message>
    <message>
        <location line="-12"/>
        <source>&apos;{id}&apos; was tested against &apos;{then}&apos;, but the model in use is &apos;{now}&apos;.</source>
        <translation>“{id}”是与“{then}”比较检验的，而正在使用的模型是“{now}”。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Run &apos;radvaluer retrain run&apos; again, so that it is tested against this one.</source>
        <translation>请重新运行 radvaluer retrain run，以便与当前模型比较检验。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>{path} is not the file that was tested, or is gone.</source>
        <translation>{path} 不是检验过的文件，或已不存在。</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>The model in use is pinned to &apos;{id}&apos;. Nothing was changed.</source>
        <translation>正在使用的模型已固定为“{id}”。没有改变任何内容。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Release it with: radvaluer retrain pin --release.</source>
        <translation>解除固定请用：radvaluer retrain pin --release。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>No such model is approved here. Approved: {known}.</source>
        <translation>此处没有批准过这样的模型。已批准的有：{known}。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>See &apos;radvaluer retrain status&apos;.</source>
        <translation>请查看 radvaluer retrain status。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The login &apos;{user}&apos; may not approve or pin models here.</source>
        <translation>登录名“{user}”不得在此批准或固定模型。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Those may whom the setting &apos;model_approvers&apos; names; going back may everybody.</source>
        <translation>只有设置 model_approvers 中列出的人可以；退回则人人可以。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/retraining/held_out.py" line="+29"/>
        <source>{path}, the list of what is tested on, cannot be used: {problem}.</source>
        <translation>{path} 是用于检验的病例清单，但无法使用：{problem}。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Restore it from a backup. Remove it only if a new held-out part may hold what the present model has learnt.</source>
        <translation>请从备份恢复。只有在新的检验部分可以包含当前模型已学内容时，才可删除它。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/retraining/loop.py" line="+54"/>
        <source>{learn} decisions can be learnt from and {test} tested on, which is too few. Nothing was trained.</source>
        <translation>可供学习的决定有 {learn} 个，可供检验的有 {test} 个，数量太少。没有进行训练。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>At least {least_learn} and {least_test} are needed: draft and decide more, then retry.</source>
        <translation>至少需要 {least_learn} 个和 {least_test} 个：请积累更多决定后再试。</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>{path}, beside which is to be taught, is in no folder of models.</source>
        <translation>要在其基础上训练的 {path} 不在任何模型文件夹中。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Copy it into {folder}, then retry.</source>
        <translation>请将它复制到 {folder}，然后重试。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/retraining/verdict.py" line="-1"/>
        <source>{path} is no verdict on a model: {problem}.</source>
        <translation>{path} 不是模型的判定文件：{problem}。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/session/server_failures.py" line="+12"/>
        <source>The server {server} failed ({detail}). The findings are kept.</source>
        <translation>服务器 {server} 出错（{detail}）。检查所见已保留。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Try again later, or tell whoever looks after the server.</source>
        <translation>请稍后再试，或告知服务器的负责人。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The server {server} cannot be reached ({detail}). The findings are kept.</source>
        <translation>无法连接服务器 {server}（{detail}）。检查所见已保留。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Check the network and the address, or tell whoever looks after the server.</source>
        <translation>请检查网络和地址，或告知服务器的负责人。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The file of certificates in &apos;server_authority&apos; cannot be used ({detail}). Nothing was sent to {server}.</source>
        <translation>server_authority 指定的证书文件不可用（{detail}）。未向 {server} 发送任何内容。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Name a file in PEM format, or leave it empty.</source>
        <translation>请指定 PEM 格式的文件，或留空。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The certificate of {server} is not trusted here, so nothing was sent. The findings are kept.</source>
        <translation>本机不信任 {server} 的证书，因此未发送任何内容。检查所见已保留。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Have the server&apos;s authority installed on this computer or named in the settings.</source>
        <translation>请在本机安装签发该证书的机构的证书，或在设置中指定。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The server {server} does not accept the key ({detail}). The findings are kept.</source>
        <translation>服务器 {server} 不接受密钥（{detail}）。检查所见已保留。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Set the right one with &apos;radvaluer server key&apos;.</source>
        <translation>请用 radvaluer server key 设置正确的密钥。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The server {server} has no such model or address ({detail}). The findings are kept.</source>
        <translation>服务器 {server} 上没有此模型或地址（{detail}）。检查所见已保留。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>See with &apos;radvaluer server check&apos; which models it has.</source>
        <translation>可用 radvaluer server check 查看其模型。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The server {server} is too busy ({detail}). The findings are kept.</source>
        <translation>服务器 {server} 过于繁忙（{detail}）。检查所见已保留。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Try again in a minute.</source>
        <translation>请一分钟后再试。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The server {server} answered with something that is no draft ({detail}). The findings are kept.</source>
        <translation>服务器 {server} 的应答不是草稿（{detail}）。检查所见已保留。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Check that the address leads to an OpenAI-compatible server.</source>
        <translation>请检查该地址是否为兼容 OpenAI 接口的服务器。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The server {server} wrote nothing for {detail} s. The findings are kept.</source>
        <translation>服务器 {server} 已 {detail} 秒没有输出。检查所见已保留。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Try again, or raise &apos;server_stall_s&apos; in the settings if it is merely slow.</source>
        <translation>请重试；若只是较慢，请在设置中调大 server_stall_s。</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The connection to the server {server} ended in the middle of a draft. The findings are kept.</source>
        <translation>与服务器 {server} 的连接在起草途中断开。检查所见已保留。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Draft again.</source>
        <translation>请重新起草。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The server {server} wrote nothing. The findings are kept.</source>
        <translation>服务器 {server} 没有写出任何内容。检查所见已保留。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>If it stays so, use another model on the server.</source>
        <translation>若仍如此，请使用服务器上的其他模型。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The findings do not fit into the context of the model on {server}.</source>
        <translation>检查所见超出 {server} 上模型的上下文长度。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Shorten the findings, or draft them in parts.</source>
        <translation>请精简检查所见，或分段起草。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Identifiers could not be taken out of the text ({detail}), so nothing was sent to {server}. The findings are kept.</source>
        <translation>无法从文字中去除身份信息（{detail}），因此未向 {server} 发送任何内容。检查所见已保留。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Draft again; if it stays so, report it.</source>
        <translation>请重新起草；若仍如此，请报告此问题。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/session/serving.py" line="+31"/>
        <source>This computer&apos;s policy does not allow texts to go to {server}. Nothing was sent.</source>
        <translation>本机策略不允许将文字发送到 {server}。未发送任何内容。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Ask your administrator; {source} decides.</source>
        <translation>请询问管理员；由 {source} 决定。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/training/finetune.py" line="+62"/>
        <source>No row is left to learn from: the others have the findings of one that is held out, or are longer than the {context} tokens that the model reads.</source>
        <translation>没有可供学习的行：其余各行的检查所见与留作测试的某一行相同，或超过模型可读取的 {context} 个词元。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Give more reports that differ, or shorter ones.</source>
        <translation>请提供更多内容不同的报告，或较短的报告。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/report/findings_templates.py" line="+24"/>
        <source>The findings template {path} is left out: {reason}. The others are there.</source>
        <translation>检查所见模板 {path} 未载入：{reason}。其余模板可用。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Correct the file, or ask whoever keeps the templates of this site.</source>
        <translation>请更正该文件，或联系本单位的模板维护人员。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/report/listing.py" line="+55"/>
        <source>No study was read from {name}: {problem}. The worklist is as it was.</source>
        <translation>未能从 {name} 读到检查：{problem}。工作列表保持不变。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Open a folder of text files, a CSV file with a column &apos;findings&apos;, or JSON Lines with &apos;findings&apos; as text.</source>
        <translation>请打开文本文件所在的文件夹、带有“findings”列的 CSV 文件，或以文本形式含有“findings”的 JSON Lines 文件。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/gui/help/bundle.py" line="+25"/>
        <source>The report {path} was not saved ({reason}). Nothing is left of it.</source>
        <translation>报告 {path} 未能保存（{reason}）。没有留下任何文件。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Choose another folder, then save it again.</source>
        <translation>请选择其他文件夹后重新保存。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/intended_use.py" line="+62"/>
        <source>The words on the intended use in {source} cannot be used: {reason}.</source>
        <translation>{source} 中的预期用途文字无法使用：{reason}。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Correct the file that the setting &apos;intended_use_file&apos; names. Until then the words that come with the program are shown.</source>
        <translation>请更正设置 &apos;intended_use_file&apos; 所指的文件。在此之前显示程序自带的文字。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/retraining/alone.py" line="+23"/>
        <source>Another &apos;radvaluer retrain run&apos; is at work in {folder}. Nothing was changed.</source>
        <translation>另一个“radvaluer retrain run”正在 {folder} 中运行。未作任何更改。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Wait until it has ended, then run it again.</source>
        <translation>请等它结束后再运行。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/session/frames.py" line="+21"/>
        <source>The model {path} is not used: its own chat template was tried, and {reason}. No other model was changed.</source>
        <translation>模型 {path} 未被使用：已试运行其自带的对话模板，结果为：{reason}。其他模型未受影响。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Get the model from its maker, or another one; do not trust the place this one came from.</source>
        <translation>请从模型的制作方重新获取，或换用其他模型；不要信任此文件的来源。</translation>
    </message>
</context>
<context>
    <name>facts</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/help/facts.py" line="+34"/>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Runs on</source>
        <translation>运行环境</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Knowledge of the checks</source>
        <translation>核查所用知识</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Intended use agreed to</source>
        <translation>已同意的预期用途</translation>
    </message>
    <message>
        <location line="+9"/>
        <location line="+2"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location line="-2"/>
        <source>none is loaded</source>
        <translation>未加载</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Base of the adapter</source>
        <translation>适配器的基础模型</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Prompt template</source>
        <translation>提示模板</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>not in the catalogue: nothing is known of its scope or validation</source>
        <translation>不在模型目录中：用途和验证情况不明</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Scope</source>
        <translation>用途</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Validated</source>
        <translation>验证情况</translation>
    </message>
    <message>
        <location line="+42"/>
        <source>see its own files</source>
        <translation>见其自带文件</translation>
    </message>
</context>
<context>
    <name>feedback</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/feedback/decision_page.py" line="+30"/>
        <source>From draft to final impression</source>
        <translation>从草稿到最终诊断印象</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Accepted as drafted: nothing was changed.</source>
        <translation>原样采纳：未作改动。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Struck through: taken out. Underlined: put in. {0} words changed.</source>
        <translation>删除线：删去；下划线：加入。共改动 {0} 个词。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Rejected draft</source>
        <translation>被退回的草稿</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>As signed</source>
        <translation>签发的文本</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Findings</source>
        <translation>检查所见</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Checks</source>
        <translation>核查</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The checks saw these texts and found nothing.</source>
        <translation>核查过这些文本，未发现问题。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The checks had not seen these texts.</source>
        <translation>这些文本未经核查。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Origin</source>
        <translation>来源</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Decided</source>
        <translation>决定时间</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>{0} s after the draft was complete</source>
        <translation>草稿完成后 {0} 秒</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Prompt</source>
        <translation>提示词版本</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Exam</source>
        <translation>检查</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Station</source>
        <translation>工作站</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Institution</source>
        <translation>机构</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Program</source>
        <translation>程序版本</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>first token after {0} s; {1} tokens, {2} tokens a second</source>
        <translation>{0} 秒后出首个词元；共 {1} 个词元，每秒 {2} 个</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Audit trail</source>
        <translation>审计记录</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Looking through the audit trail…</source>
        <translation>正在查找审计记录…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The audit trail says nothing of it.</source>
        <translation>审计记录中没有该决定。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Critical result told</source>
        <translation>危急值已通报</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/gui/feedback/names.py" line="+17"/>
        <source>Chest</source>
        <translation>胸部</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Abdomen</source>
        <translation>腹部</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Musculoskeletal</source>
        <translation>骨肌</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Head</source>
        <translation>头部</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Maxillofacial and neck</source>
        <translation>颌面颈部</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Accepted</source>
        <translation>采纳</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Edited</source>
        <translation>修改</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Rejected</source>
        <translation>退回</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>shown</source>
        <translation>已提示</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>dismissed</source>
        <translation>已忽略</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>overridden</source>
        <translation>不顾提示而采纳</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Side</source>
        <translation>侧别</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Negation</source>
        <translation>否定</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Number</source>
        <translation>数值</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Location</source>
        <translation>部位</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Degree</source>
        <translation>程度</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Certainty</source>
        <translation>确定性</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Comparison</source>
        <translation>对比</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Patient&apos;s sex</source>
        <translation>患者性别</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Patient&apos;s age</source>
        <translation>患者年龄</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Contradiction</source>
        <translation>自相矛盾</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Without support</source>
        <translation>无依据</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Left out</source>
        <translation>遗漏</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Critical result</source>
        <translation>危急值</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Empty</source>
        <translation>空白</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Repeats itself</source>
        <translation>重复</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cut off</source>
        <translation>中断</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Wrong language</source>
        <translation>语言不符</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Dictation</source>
        <translation>口述指令</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Outside the scope</source>
        <translation>超出范围</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>draft shown</source>
        <translation>已显示草稿</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>decided</source>
        <translation>已决定</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>accepted against the checks</source>
        <translation>不顾核查提示而采纳</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>signed text known</source>
        <translation>已知签发文本</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>merged from another station</source>
        <translation>由其他工作站合并</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>read</source>
        <translation>已阅读</translation>
    </message>
</context>
<context>
    <name>kinds</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/exporting/kind_name.py" line="+11"/>
        <source>name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>address</source>
        <translation>地址</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>institution</source>
        <translation>机构</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>ward, room or bed</source>
        <translation>病区、房间或床位</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>date</source>
        <translation>日期</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>age</source>
        <translation>年龄</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>telephone</source>
        <translation>电话</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>fax</source>
        <translation>传真</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>e-mail address</source>
        <translation>电子邮件</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>national id</source>
        <translation>身份证号</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>record number</source>
        <translation>病历号</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>health plan</source>
        <translation>医保号</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>account</source>
        <translation>账号</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>licence</source>
        <translation>证照号</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>vehicle</source>
        <translation>车辆号牌</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>device</source>
        <translation>设备号</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>web address</source>
        <translation>网址</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>network address</source>
        <translation>网络地址</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>biometric number</source>
        <translation>生物特征编号</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>photograph</source>
        <translation>照片</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>other number</source>
        <translation>其他号码</translation>
    </message>
</context>
<context>
    <name>listing</name>
    <message>
        <location filename="../../radvaluer_desktop/report/listing.py" line="-22"/>
        <source>it holds no findings</source>
        <translation>其中没有检查所见</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>its findings are empty</source>
        <translation>检查所见为空</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>it has no &apos;findings&apos; as text</source>
        <translation>没有文本形式的“findings”</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>it is too large</source>
        <translation>文件过大</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>it is no text in a clear encoding</source>
        <translation>不是编码明确的文本</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>another report begins here</source>
        <translation>此处开始了另一份报告</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>it and what follows is more than a list can hold</source>
        <translation>从此处起超出列表的容量</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>it has no column &apos;findings&apos;, or several</source>
        <translation>没有“findings”列，或有多列</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>it is no CSV</source>
        <translation>不是 CSV</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>it is no JSON</source>
        <translation>不是 JSON</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>it is no JSON object</source>
        <translation>不是 JSON 对象</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>it is too long</source>
        <translation>过长</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/models/rows.py" line="+40"/>
        <source>can be fetched</source>
        <translation>可下载</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>yours</source>
        <translation>您的</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>everybody&apos;s</source>
        <translation>公用</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>came with the program</source>
        <translation>随程序提供</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>SHA-256 compared</source>
        <translation>SHA-256 已比对</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>no SHA-256 known</source>
        <translation>无已知 SHA-256</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>yes, on the GPU</source>
        <translation>适合（显卡）</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>yes</source>
        <translation>适合</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>slow: large for the processor</source>
        <translation>较慢：对处理器偏大</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>no: too little memory</source>
        <translation>不适合：内存不足</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>en</source>
        <translation>zh</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>Fetching</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Copying</source>
        <translation>正在复制</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>{0}: {1} of {2} MiB, {3} MiB/s, {4} s left</source>
        <translation>{0}：{1} / {2} MiB，{3} MiB/s，剩余 {4} 秒</translation>
    </message>
</context>
<context>
    <name>reasons</name>
    <message>
        <location filename="../../radvaluer_desktop/catalogue/getting.py" line="+173"/>
        <source>a file with another SHA-256, as it says itself</source>
        <translation>其声明的 SHA-256 与预期不同</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/catalogue/http.py" line="+54"/>
        <source>it was silent for too long</source>
        <translation>长时间没有响应</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>it sends from one address to another</source>
        <translation>地址被反复转向</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>the connection failed or was cut off</source>
        <translation>连接失败或中断</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>an address without encryption, or none at all</source>
        <translation>地址未加密或无效</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/catalogue/hub.py" line="+80"/>
        <source>no answer of a hub, perhaps a web page</source>
        <translation>返回的不是模型库的应答，可能是网页</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>HF_HUB_OFFLINE is set</source>
        <translation>已设置 HF_HUB_OFFLINE</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/catalogue/transfer.py" line="+128"/>
        <source>compressed bytes, which nobody asked for</source>
        <translation>返回了未请求的压缩数据</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>it does not have the rest of the file</source>
        <translation>没有该文件的剩余部分</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>another piece of the file than was asked for</source>
        <translation>返回的不是所请求的文件片段</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>a piece of a file of another size</source>
        <translation>返回的片段属于另一大小的文件</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>more bytes than it said</source>
        <translation>返回的数据多于声明的大小</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>the connection was cut off</source>
        <translation>连接中断</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>it is no GGUF file, perhaps a web page</source>
        <translation>不是 GGUF 文件，可能是网页</translation>
    </message>
    <message>
        <location line="+39"/>
        <source>it cannot go on behind a cut, and cuts each time</source>
        <translation>无法断点续传，且每次都中断</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/prompting/chat/render.py" line="+26"/>
        <source>it takes too long</source>
        <translation>耗时过长</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>it takes too much memory</source>
        <translation>占用内存过多</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>it writes too much</source>
        <translation>输出过多</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>it asks for what a template may not have, or is none</source>
        <translation>它要求模板不得使用的内容，或不是有效模板</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>it changes, repeats or leaves out what it is given</source>
        <translation>它改动、重复或遗漏了给定内容</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>it ended its process</source>
        <translation>它使所在进程终止</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <location filename="../../radvaluer_desktop/gui/settings/words.py" line="+15"/>
        <source>as the system says</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>allowed</source>
        <translation>允许</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>forbidden</source>
        <translation>禁止</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>on, but not on battery</source>
        <translation>开，使用电池时除外</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>as a pseudonym</source>
        <translation>用化名</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>as typed</source>
        <translation>按输入保存</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>high contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>as the model writes it</source>
        <translation>按模型所写</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>numbered</source>
        <translation>编号</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>bulleted</source>
        <translation>项目符号</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>prose</source>
        <translation>段落</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>any</source>
        <translation>不限</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>short</source>
        <translation>简短</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>open the next study</source>
        <translation>打开下一例</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>stay</source>
        <translation>停留在当前检查</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>on: to the operating system</source>
        <translation>开：写入操作系统日志</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>opens by itself</source>
        <translation>自动打开</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>does not open by itself</source>
        <translation>不自动打开</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>European Union</source>
        <translation>欧盟</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>United Kingdom</source>
        <translation>英国</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>United States</source>
        <translation>美国</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>China (mainland)</source>
        <translation>中国大陆</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>elsewhere</source>
        <translation>其他地区</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>as the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <location line="+38"/>
        <source>Locked: decided by this computer&apos;s policy ({0}); your administrator can change it.</source>
        <translation>已锁定：由本机策略决定（{0}），可由管理员更改。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Your choice.</source>
        <translation>您的选择。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Default.</source>
        <translation>默认值。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A change holds at once.</source>
        <translation>改动立即生效。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A change holds from the next start.</source>
        <translation>改动从下次启动起生效。</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/settings/declaration.py" line="+35"/>
        <source>Language of the window; `auto` is the system&apos;s. The menu *Language* writes it.</source>
        <translation>窗口的语言；`auto` 跟随系统。“语言”菜单也会改写此项。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Colours of the window: `dark` for a reading room, `light`, `high_contrast`, or `system`, which follows the desktop. The menu *View* writes it.</source>
        <translation>窗口颜色：`dark` 适合阅片室，另有 `light`、`high_contrast`，或跟随桌面的 `system`。“视图”菜单会写入此项。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Size of all text in the window, in per cent of the system&apos;s own. Ctrl+plus, Ctrl+minus and Ctrl+0 write it.</source>
        <translation>窗口中所有文字的大小，为系统默认大小的百分比。Ctrl 加 +、−、0 会写入此项。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Id of an installed model, or the path of a GGUF file; `approved`: the model that was approved on this computer after retraining, the demonstration model where none was.</source>
        <translation>已安装模型的编号，或 GGUF 文件的路径；`approved`：本机在再训练后批准的模型，没有则为演示模型。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Login names, parted by commas, that may approve and pin retrained models; empty: everybody. Meant for the policy.</source>
        <translation>可以批准和固定再训练模型的登录名，用逗号分隔；留空：所有人。供策略使用。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Who may approve models</source>
        <translation>谁可以批准模型</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Largest context in tokens; the model&apos;s own caps it.</source>
        <translation>最大上下文长度（词元数）；以模型自身上限为准。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Largest context</source>
        <translation>最大上下文</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Threads of the engine; 0: all physical cores but one, where there are more than two, and one thread for models under 50 million parameters.</source>
        <translation>引擎的线程数；0：多于两个物理核心时少用一个，5000 万参数以下的模型只用一个线程。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Layers on the GPU; -1 all that fit, 0 none.</source>
        <translation>放在显卡上的层数；-1 为尽可能多，0 为不用显卡。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Layers on the GPU</source>
        <translation>显卡上的层数</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Most memory that the engine may take, in MiB; 0 for no cap.</source>
        <translation>引擎最多可用的内存（MiB）；0 为不限。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Most memory of the engine</source>
        <translation>引擎内存上限</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Seconds without any progress after which the engine is ended.</source>
        <translation>引擎无进展多少秒后将其结束。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Patience with the engine</source>
        <translation>等待引擎的时间</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Whether models may be fetched from a hub when somebody asks for it: `allowed` or `forbidden`. Importing from a file is not a download. Meant for the policy.</source>
        <translation>有人要求时是否可从模型库下载模型：`allowed` 或 `forbidden`。从文件导入不算下载。供策略使用。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Fetching models</source>
        <translation>下载模型</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Address of the hub that models are fetched from, such as a mirror within the hospital. Empty: the environment variable `HF_ENDPOINT`, or Hugging Face.</source>
        <translation>下载模型的模型库地址，例如院内镜像。留空：环境变量 `HF_ENDPOINT`，或 Hugging Face。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Hub of models</source>
        <translation>模型库</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Path of a catalogue of models of this site, beside the one that comes with the program. Empty: none. Meant for the policy.</source>
        <translation>本单位模型目录的路径，与程序自带的目录并用。留空：无。供策略使用。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Catalogue of this site</source>
        <translation>本单位的模型目录</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Drafts that a model under 20 million parameters writes, for the checks to choose the one to show; 1: no choice.</source>
        <translation>2000 万参数以下的模型所写的草稿份数，由核查选出一份显示；1：不选。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Drafts to choose from</source>
        <translation>备选草稿份数</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Id or path of a small model that proposes tokens to a large one, which writes the same sooner: best one taught on the department&apos;s own reports. Empty: none.</source>
        <translation>为大模型提议词元的小模型的编号或路径，使大模型更快写出同样的内容；最好用本科室报告训练。留空：无。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Small model that proposes</source>
        <translation>提议用小模型</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Id or path of an adapter for `model`, applied to it without loading it anew; `{radiologist}` in it becomes the radiologist&apos;s id, and where there is no such file none is applied. Empty: none.</source>
        <translation>用于 `model` 的适配器的编号或路径，无需重新加载模型；其中的 `{radiologist}` 代表医师编号，没有相应文件时不使用。留空：无。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>How much of the adapter is applied, in per cent.</source>
        <translation>适配器的作用强度（百分比）。</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Strength of the adapter</source>
        <translation>适配器强度</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>How many reports that this radiologist accepted a general model is shown; 0: none.</source>
        <translation>给通用模型看多少份该医师已采纳的报告；0：不给。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Own reports as examples</source>
        <translation>以本人报告为例</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Address of a department&apos;s server that drafts, such as `https://gpu.example:8000`. Texts of reports go there. Empty: none; as a policy: none is allowed.</source>
        <translation>负责起草的科室服务器地址，例如 `https://gpu.example:8000`。报告文字会发往该处。留空：无；作为策略留空：不允许使用。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Address of the server</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The address that the person agreed to in the window; where it is not that of `server`, nothing is sent. A `server` of the policy needs none.</source>
        <translation>使用者在窗口中同意的地址；与 `server` 不同时不发送任何内容。策略规定的 `server` 无需同意。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Address agreed to</source>
        <translation>已同意的地址</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Name of a model on the server; empty: the first that it lists.</source>
        <translation>服务器上的模型名称；留空：其列出的第一个。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Model on the server</source>
        <translation>服务器上的模型</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>File of certificates (PEM) that vouch for the server; empty: the operating system&apos;s.</source>
        <translation>为服务器担保的证书文件（PEM）；留空：操作系统的证书。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Certificates of the server</source>
        <translation>服务器证书</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>`yes`: texts go to the server as they are. Counts only in a policy that names the server too; else identifiers are taken out before.</source>
        <translation>`yes`：文字原样发往服务器。仅在策略同时指定服务器时有效；否则先去除身份信息。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Texts go as they are</source>
        <translation>文字原样发送</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Seconds without a word from the server after which this computer drafts.</source>
        <translation>服务器多少秒没有回应后改由本机起草。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Patience with the server</source>
        <translation>等待服务器的时间</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Whether findings are read while they are typed: `on`, `off`, or `mains` (not on battery).</source>
        <translation>是否在输入时同步阅读检查所见：`on`、`off` 或 `mains`（使用电池时不读）。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Reading along</source>
        <translation>同步阅读</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Whether the next study of a worklist is drafted while nobody needs the engine: `on`, `off`, or `mains` (not on battery). Never on a server.</source>
        <translation>引擎空闲时是否预先起草工作列表中的下一例检查：`on`（是）、`off`（否）或 `mains`（使用电池时不预先起草）。从不在服务器上进行。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Drafting ahead</source>
        <translation>预先起草</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>What the window does after a listed study was accepted: open the `next` one of the worklist, or `stay`.</source>
        <translation>采纳列表中的检查后窗口做什么：打开工作列表中的下一例（`next`），或停留（`stay`）。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>After accepting</source>
        <translation>采纳之后</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Form of every draft in the window: `drafted` (as the model wrote it), `numbered`, `bulleted` or `prose`. A radiologist&apos;s own style goes before it, a policy before both.</source>
        <translation>窗口中每份草稿的形式：`drafted`（保持模型所写）、`numbered`（编号）、`bulleted`（项目符号）或 `prose`（段落）。医师自己的书写习惯优先于此项，机构策略优先于两者。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Form of the impression</source>
        <translation>诊断印象的形式</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>`short`: of drafts that the checks bear out equally well the shortest is shown, and general models are asked to be short.</source>
        <translation>`short`：在核查结果同样好的草稿中显示最短的一份，并要求通用模型写得简短。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Length of the impression</source>
        <translation>诊断印象的长度</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Folder of findings templates of this site, beside those that come with the program; one of the same id takes the other&apos;s place. Empty: none.</source>
        <translation>本单位检查所见模板的文件夹，与程序自带的模板并用；标识相同的模板取代自带的模板。留空：无。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Folder of findings templates</source>
        <translation>检查所见模板文件夹</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Name of the reading station, kept with each decision; empty: the host name.</source>
        <translation>阅片工作站名称，与每个决定一同保存；留空：主机名。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Reading station</source>
        <translation>阅片工作站</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Id of the radiologist, kept with each decision; empty: the login name.</source>
        <translation>放射科医师编号，与每个决定一同保存；留空：登录名。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Radiologist</source>
        <translation>放射科医师</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Name of the hospital or department, kept with each decision, for figures by institution.</source>
        <translation>医院或科室名称，与每个决定一同保存，用于按机构统计。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Institution</source>
        <translation>机构</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>`on`: the window asks for the radiologist&apos;s own impression before it shows a draft, and keeps both, so that what drafts change can be measured.</source>
        <translation>`on`：显示草稿之前，窗口先请医师写下自己的诊断印象，并保存两者，以便衡量草稿带来的改变。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Own impression first</source>
        <translation>先写自己的印象</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Decisions below which `feedback stats` gives no figure of a group.</source>
        <translation>一组的决定少于此数时，`feedback stats` 不给出该组数字。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Smallest group</source>
        <translation>最小分组</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>`pseudonym`: `feedback stats --by radiologist` gives figures of each under a pseudonym. Counts in the policy alone.</source>
        <translation>`pseudonym`：`feedback stats --by radiologist` 以化名给出每位医师的数字。仅在策略中有效。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Figures of each radiologist</source>
        <translation>各医师的数字</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Public key of the department, to which the keys of the store are sealed: whoever has the private key and the files can open it. Empty: none. Meant for the policy.</source>
        <translation>科室的公钥，反馈库的密钥以它封存：持有私钥和文件者可以打开。留空：无。供策略使用。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Public key of the department</source>
        <translation>科室公钥</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>What the store keeps of the field *Study*: a `pseudonym` that only this store can make from the name, or the name `as_typed`.</source>
        <translation>反馈库如何保存“检查”一栏：`pseudonym` 为只有此反馈库才能由名称得出的化名，`as_typed` 为按输入保存。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Names of studies</source>
        <translation>检查名称</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Public key (`age1…`) that exports are encrypted to. Empty: whoever exports names one, or none. Meant for the policy, which nobody can then go past.</source>
        <translation>加密导出文件所用的公钥（`age1…`）。留空：由导出者指定，或不加密。供策略使用，任何人不得绕过。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Recipient of exports</source>
        <translation>导出的接收方</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Whether `feedback export --with-identifiers` may be used; `yes` counts in the policy alone.</source>
        <translation>是否可用 `feedback export --with-identifiers`；`yes` 仅在策略中有效。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Exports with identifiers</source>
        <translation>含身份信息的导出</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Days after which decisions and drafts are deleted from the store; 0: never. Backups hold them for up to a year longer.</source>
        <translation>多少天后从反馈库删除决定和草稿；0：从不。备份最多再保留一年。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>How long decisions are kept</source>
        <translation>决定保留多久</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Hours after which the window makes another backup; 0: it makes none.</source>
        <translation>窗口每隔多少小时备份一次；0：不备份。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Backup every</source>
        <translation>备份间隔</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Folder of the backups, on a local disk; empty: `backups` beside the store.</source>
        <translation>备份文件夹，须在本地磁盘；留空：反馈库旁的 `backups`。</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Folder of backups</source>
        <translation>备份文件夹</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>`system`: each row of the audit trail goes to the operating system&apos;s own log too (syslog, Windows event log).</source>
        <translation>`system`：审计记录的每一行同时写入操作系统日志（syslog、Windows 事件日志）。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Audit trail to the system</source>
        <translation>审计记录写入系统</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Seconds after which what the window put on the clipboard is cleared; 0: never.</source>
        <translation>窗口放入剪贴板的内容多少秒后清除；0：从不。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Clearing the clipboard</source>
        <translation>清除剪贴板</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Region whose words on the intended use are shown; `auto` is that of the system.</source>
        <translation>显示哪个地区的预期用途文字；`auto` 跟随系统。</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Path of this site&apos;s own words on the intended use, instead of those that come with the program. Empty: none. Meant for the policy.</source>
        <translation>本单位自己的预期用途文字的路径，用以代替程序自带的文字。留空：无。供策略使用。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Intended use of this site</source>
        <translation>本单位的预期用途</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Version of the intended use that was agreed to; the assistant writes it, and comes again where the words have another version.</source>
        <translation>已同意的预期用途的版本；由向导写入，文字版本不同时向导会再次出现。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Intended use agreed to</source>
        <translation>已同意的预期用途</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Whether the assistant for the first start opens by itself: `ask` or `skip`. It can always be opened from *Help*.</source>
        <translation>首次启动向导是否自动打开：`ask` 或 `skip`。随时可从“帮助”菜单打开。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Assistant at the first start</source>
        <translation>首次启动向导</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Minutes without a key or a movement of the mouse in the program after which the window hides every text and asks for the PIN; 0: never.</source>
        <translation>在程序中多少分钟没有按键或移动鼠标后，窗口隐藏所有文字并要求输入 PIN；0：从不。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Lock after</source>
        <translation>多久后锁定</translation>
    </message>
    <message>
        <location filename="../../radvaluer_desktop/settings/setting.py" line="+25"/>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Person and station</source>
        <translation>人员与工作站</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Safety of the sitting</source>
        <translation>使用安全</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Model and engine</source>
        <translation>模型与引擎</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Department&apos;s server</source>
        <translation>科室服务器</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Feedback store and backups</source>
        <translation>反馈库与备份</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Exports</source>
        <translation>导出</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Figures</source>
        <translation>统计数字</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>sheet</name>
    <message>
        <location filename="../../radvaluer_desktop/feedback/sheet.py" line="+14"/>
        <source>RadValuer Desktop: recovery key of a feedback store</source>
        <translation>RadValuer Desktop：反馈库的恢复密钥</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Number {number}, made on {created} by {user} on {computer}</source>
        <translation>编号 {number}，{created} 由 {computer} 上的用户 {user} 生成</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Whoever has this key and the files feedback.db and feedback.key.json can read every decision in them. Keep it locked away, apart from the computer and from its backups.</source>
        <translation>持有此密钥以及文件 feedback.db 和 feedback.key.json 的人可以读取其中的每一个决定。请锁好，不要与计算机及其备份放在一起。</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>It is needed when the computer&apos;s keyring has lost the key: after a password was reset, after a move to another computer or user. Press F2 in the window, or run &apos;radvaluer keys recover&apos;.</source>
        <translation>当本机密钥环丢失密钥时需要它，例如重置密码、更换计算机或用户之后。请在窗口中按 F2，或运行“radvaluer keys recover”。</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The last character of each group checks the others. There is no 0, 1, I, L or O in it.</source>
        <translation>每组的最后一个字符用于校验。其中没有 0、1、I、L 或 O。</translation>
    </message>
</context>
</TS>
