"""The sentences in Chinese, by their English."""

from __future__ import annotations

CHINESE: dict[str, str] = {
    # bootstrap.py
    "LM Playground needs Python {lowest} to {highest}, and this is {have} ({path}). Install one of "
    "those (from your system's packages or https://www.python.org/downloads/) and start this again "
    "with it.": (
        "LM Playground 需要 Python {lowest} 到 {highest}，而这里是 {have}（{path}）。"
        "请安装其中一个版本（用系统的软件包，或从 https://www.python.org/downloads/ 下载），"
        "再用它重新运行。"
    ),
    "This is Python {have}; going on with {python}.": "这里是 Python {have}；改用 {python} 继续。",
    # commands.py
    "python3 packaging/bootstrap.py run             set everything up and open the window\n"
    "python3 packaging/bootstrap.py run WORDS...    the same as `playground WORDS...`, such as\n"
    "                                               run train FILE --minutes 2\n"
    "python3 packaging/bootstrap.py test [WORDS...] set everything up, run all checks and tests;\n"
    "                                               WORDS go to pytest\n"
    "LM_PLAYGROUND_TORCH=cpu|cuda|default|ADDRESS   which build of torch to install": (
        "python3 packaging/bootstrap.py run             装好一切，打开窗口\n"
        "python3 packaging/bootstrap.py run WORDS...    等同于 `playground WORDS...`，例如\n"
        "                                               run train FILE --minutes 2\n"
        "python3 packaging/bootstrap.py test [WORDS...] 装好一切，运行全部检查和测试；\n"
        "                                               WORDS 交给 pytest\n"
        "LM_PLAYGROUND_TORCH=cpu|cuda|default|ADDRESS   安装哪一种 torch"
    ),
    "The folder {folder}, Python {version}": "文件夹 {folder}，Python {version}",
    "    What is there is incomplete or damaged; making it anew.": (
        "    那里的内容不完整或已损坏，重新建立。"
    ),
    "torch, which trains the models": "torch，用来训练模型",
    "Packages of {files}": "{files} 里的软件包",
    "Trying them out": "试运行",
    "Ready after {time} (minutes:seconds).": "准备好了，用时 {time}（分:秒）。",
    "Parts of the system: {count} missing": "系统部件：缺少 {count} 个",
    "There is no display here, so “playground demo” trains in the terminal instead.": (
        "这里没有显示器，所以改在终端里运行“playground demo”来训练。"
    ),
    "The disk is full; free some space and start again.": "磁盘已满；请腾出一些空间后重新运行。",
    "Stopped. The same command starts again.": "已停止。再运行同一条命令即可重新开始。",
    "torch needs Microsoft's Visual C++ runtime, which this Windows lacks. Install it from "
    "https://aka.ms/vs/17/release/vc_redist.x64.exe and start again.": (
        "torch 需要微软的 Visual C++ 运行库，而这台 Windows 上没有。请从 "
        "https://aka.ms/vs/17/release/vc_redist.x64.exe 安装后重新运行。"
    ),
    "{words}\nThe packages are installed, but this computer cannot load them (exit code {code}); "
    "what Python said is above.": (
        "{words}\n软件包已安装，但这台计算机无法加载它们（退出码 {code}）；上面是 Python 的原话。"
    ),
    # checks.py
    "   left out: the last NumPy for Python 3.10 has other types than today's": (
        "   略过：Python 3.10 能用的最后一版 NumPy 的类型和现在的不同"
    ),
    "== {name}: FAILED after {seconds:.1f} s": "== {name}：未通过，{seconds:.1f} 秒",
    "== {name}: in order, {seconds:.1f} s": "== {name}：通过，{seconds:.1f} 秒",
    # creation.py
    "The path “{folder}” contains “{separator}”, which separates paths on this system, so Python "
    "cannot work in it. Rename the folder or move LM Playground to another one.": (
        "路径“{folder}”里有“{separator}”，它在这个系统上用来分隔路径，Python 无法在其中工作。"
        "请给文件夹改名，或把 LM Playground 移到别处。"
    ),
    "Python's module “ensurepip” is missing; the pip outside of .venv does its work.": (
        "缺少 Python 模块“ensurepip”；由 .venv 之外的 pip 代劳。"
    ),
    "{words}\nThe command “{command}” did not work; what it said is above.": (
        "{words}\n命令“{command}”没有成功；上面是它的原话。"
    ),
    # debian.py
    "    installing {names}": "    安装 {names}",
    "The system packages {names} are needed, and the server that has them cannot be reached. "
    "Connect this computer to the internet and start again.": (
        "需要系统软件包 {names}，但连不上提供它们的服务器。请让这台计算机联网后重新运行。"
    ),
    "{words}\nInstalling system packages did not work; what apt-get said is above. Put that right, "
    "then run this and start again:\n    {line}": (
        "{words}\n安装系统软件包没有成功；上面是 apt-get 的原话。"
        "请先解决它，再运行下面这行，然后重新开始：\n    {line}"
    ),
    # environment.py
    "“{folder}” cannot be written to ({reason}), so nothing can be set up there. Copy LM "
    "Playground to a folder of your own, or ask for the right to write.": (
        "无法写入“{folder}”（{reason}），所以不能在那里安装。"
        "请把 LM Playground 复制到自己的文件夹，或申请写权限。"
    ),
    "Another set-up is at work in this folder; waiting for it to end.": (
        "另一个安装正在这个文件夹里进行；等它结束。"
    ),
    "“{file}” cannot be removed ({reason}). Close the programs that use it, or remove the folder "
    "“{folder}” yourself, and start again.": (
        "无法删除“{file}”（{reason}）。请关闭正在使用它的程序，"
        "或自己删除文件夹“{folder}”，然后重新运行。"
    ),
    # installer.py
    "The package index was reached, but its certificate is not trusted: a filter in this network "
    "opens the traffic. Ask who runs it for its certificate file, set PIP_CERT to that file, and "
    "start again.": (
        "连上了软件包仓库，但它的证书不受信任：这个网络里有过滤器在拆开流量。"
        "请向网络管理员要证书文件，把 PIP_CERT 设为该文件，然后重新运行。"
    ),
    "The package index cannot be reached, so the packages cannot be fetched. Connect this computer "
    "to the internet (behind a proxy, set HTTPS_PROXY; for a mirror near you, set PIP_INDEX_URL) "
    "and start again; it goes on where it stopped.": (
        "连不上软件包仓库，无法下载软件包。请让这台计算机联网（有代理就设 HTTPS_PROXY；"
        "要用附近的镜像就设 PIP_INDEX_URL），然后重新运行，会从停下的地方继续。"
    ),
    "Windows allows paths of 260 characters only, and this folder's path is too long for torch. "
    "Move LM Playground to a short one, such as C:\\lm, and start again.": (
        "Windows 的路径最多 260 个字符，这个文件夹的路径对 torch 来说太长。"
        "请把 LM Playground 移到短路径，例如 C:\\lm，然后重新运行。"
    ),
    "{words}\nA package is not made for Python {version} on {system} {machine}, or the package "
    "index does not have it; what pip said is above.": (
        "{words}\n某个软件包没有适合 {system} {machine} 上 Python {version} 的版本，"
        "或者仓库里没有它；上面是 pip 的原话。"
    ),
    "pip was ended by the system (signal {signal}), most likely because memory ran out. Close "
    "other programs and start again.": (
        "pip 被系统终止（信号 {signal}），很可能是内存不足。请关闭其他程序后重新运行。"
    ),
    "{words}\npip ended with exit code {code}; its last words are above.": (
        "{words}\npip 以退出码 {code} 结束；上面是它最后的话。"
    ),
    # libraries.py
    "a Chinese font": "中文字体",
    "LM Playground needs what this system lacks: {parts}. Run this, then start again:\n"
    "    {line}": (
        "LM Playground 需要这个系统上没有的东西：{parts}。"
        "请运行下面这行，然后重新开始：\n    {line}"
    ),
    "    Missing, but it works without: {parts}. To install it:\n        {line}": (
        "    缺少 {parts}，没有也能用。安装方法：\n        {line}"
    ),
    "{problem}\nIt works without; going on.": "{problem}\n没有也能用，继续。",
    # pip_progress.py
    "    fetching {file}, {size:.1f} MB": "    下载 {file}，{size:.1f} MB",
    "    installing {name}": "    安装 {name}",
    "    installing {count} packages": "    安装 {count} 个软件包",
    # systems.py
    "This is a 32-bit Python; torch needs a 64-bit one. Install that instead.": (
        "这是 32 位的 Python；torch 需要 64 位的。请改装 64 位 Python。"
    ),
    "torch and Qt are made for x86_64 and aarch64 processors, and this one is {machine}.": (
        "torch 和 Qt 只有 x86_64 和 aarch64 处理器的版本，而这里是 {machine}。"
    ),
    "Qt needs the C library glibc {least} or later (as in Debian 13, Ubuntu 24.04, Fedora 40; on "
    "x86_64 also Debian 12, Ubuntu 22.04, Fedora 35), and this system has {library} {version}.": (
        "Qt 需要 C 库 glibc {least} 或更新（如 Debian 13、Ubuntu 24.04、Fedora 40；在 x86_64 上"
        "也可以是 Debian 12、Ubuntu 22.04、Fedora 35），而这个系统上是 {library} {version}。"
    ),
    "PyTorch for Intel Macs ended with version 2.2, so LM Playground needs a Mac with Apple "
    "silicon. If this Mac has it, its Python is one for Intel: install the one from "
    "https://www.python.org/downloads/ and start again with that.": (
        "PyTorch 对 Intel Mac 的支持止于 2.2 版，所以 LM Playground 需要 Apple 芯片的 Mac。"
        "如果这台 Mac 是 Apple 芯片，那么它的 Python 是给 Intel 用的：请安装 "
        "https://www.python.org/downloads/ 上的版本，再用它重新运行。"
    ),
    "torch needs macOS 14 or later, and this is macOS {have}.": (
        "torch 需要 macOS 14 或更新，而这里是 macOS {have}。"
    ),
    "There is no torch for Windows on {machine}. Install the 64-bit Intel/AMD Python from "
    "https://www.python.org/downloads/, which runs here too, and start again with that.": (
        "没有适合 {machine} 上 Windows 的 torch。请从 https://www.python.org/downloads/ 安装 64 位"
        "的 Intel/AMD 版 Python（在这里也能运行），再用它重新运行。"
    ),
    # torch_source.py
    "{variable} is “{choice}”; it can be cpu, cuda (not on a Mac), default, or the address of a "
    "package index.": (
        "{variable} 是“{choice}”；它可以是 cpu、cuda（Mac 上不行）、default，或软件包仓库的地址。"
    ),
    "    {torch} ({name}): about {download:.1f} GB to fetch, {on_disk:.1f} GB on disk.": (
        "    {torch}（{name}）：约需下载 {download:.1f} GB，占用磁盘 {on_disk:.1f} GB。"
    ),
    "    This build does not use the NVIDIA card; for the one that does ({download:.1f} GB to "
    "fetch), set {variable}=cuda and start again.": (
        "    这一种不使用 NVIDIA 显卡；要用显卡的那一种（需下载 {download:.1f} GB），"
        "请设 {variable}=cuda 后重新运行。"
    ),
    "    It is not to be had there; trying the next place.": "    那里没有，试下一处。",
    "There is not enough space on the disk: “{folder}” has {free:.1f} GB free, and {need:.1f} GB "
    "are needed.": "磁盘空间不够：“{folder}”还有 {free:.1f} GB，需要 {need:.1f} GB。",
}
