"""Small reports of invented places that several tests read."""

from pathlib import Path

REPORT = """望溪区人民政府关于2023年法治政府建设情况的报告

清澜市人民政府:
2023年,望溪区扎实推进依法行政。现将有关情况报告如下:
一、主要工作和成效
(一)规范行政执法。全年评查执法案卷120余份,培训执法人员310人次。
(二)化解矛盾纠纷。受理行政复议申请46件,审结41件,调处纠纷1.2万件,调解成功率达98.5%。
二、存在的问题
一是基层执法力量不足。二是普法形式还不够丰富。
三、主要负责人履行推进法治建设第一责任人职责情况
区政府主要负责人主持召开常务会议集体学法4次。
四、2024年工作安排
2024年,我区将新建公共法律服务站5个。

望溪区人民政府
2024年2月20日
(联系人:王某某,联系电话:0000-1234567)
"""


def write(folder: Path, **texts: str) -> Path:
    """Write one text file a keyword argument."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    return folder
