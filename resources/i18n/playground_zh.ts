<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name></name>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>How many tokens the model is trained on at a time.</source>
        <translation>模型每次看多少个词元来训练。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>随机失活</translation>
    </message>
    <message>
        <source>Share of activations switched off at random in training, against memorising.</source>
        <translation>训练时随机关闭的激活比例，防止死记硬背。</translation>
    </message>
    <message>
        <source>N-gram memory</source>
        <translation>n 元语法记忆</translation>
    </message>
    <message>
        <source>A table of what the last two and three tokens suggest, added to the embedding. It speeds up the beginning and matters less and less; the layers above learn less of this themselves, and no standard format can hold it.</source>
        <translation>一张表，记着最近两个、三个词元之后常出现什么，加到嵌入上。开头学得快得多，越往后作用越小；上面各层自己学到的会少一些，而且没有哪种标准格式能存下它。</translation>
    </message>
    <message>
        <source>RNN</source>
        <translation>RNN</translation>
    </message>
    <message>
        <source>The plain recurrent cell of the textbooks.</source>
        <translation>教科书里最朴素的循环单元。</translation>
    </message>
    <message>
        <source>GRU</source>
        <translation>GRU</translation>
    </message>
    <message>
        <source>Two gates: reset and update.</source>
        <translation>两个门：重置门和更新门。</translation>
    </message>
    <message>
        <source>LSTM</source>
        <translation>LSTM</translation>
    </message>
    <message>
        <source>Three gates and a separate memory cell.</source>
        <translation>三个门，外加一个单独的记忆单元。</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>循环单元</translation>
    </message>
    <message>
        <source>What turns the last hidden state and the new token into the next hidden state.</source>
        <translation>怎样由上一个隐藏状态和新词元算出下一个隐藏状态。</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Blocks or recurrent layers stacked one after another.</source>
        <translation>一层接一层堆叠的模块或循环层。</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入维度</translation>
    </message>
    <message>
        <source>Channels per token.</source>
        <translation>每个词元用多少个通道表示。</translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation>隐藏单元</translation>
    </message>
    <message>
        <source>Size of the memory that is carried along.</source>
        <translation>随文本一路携带的记忆有多大。</translation>
    </message>
    <message>
        <source>Classic (2019)</source>
        <translation>经典（2019）</translation>
    </message>
    <message>
        <source>GPT-2: LayerNorm, learned positions, biases, GELU.</source>
        <translation>GPT-2：LayerNorm、可学习的位置编码、偏置、GELU。</translation>
    </message>
    <message>
        <source>Modern</source>
        <translation>现代</translation>
    </message>
    <message>
        <source>Llama and Qwen: RMSNorm, rotary positions, QK-norm, gated MLP, no biases.</source>
        <translation>Llama 和 Qwen：RMSNorm、旋转位置编码、QK 归一化、门控 MLP、无偏置。</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>What a transformer block is made of: as in 2019, or as today.</source>
        <translation>Transformer 模块的构成：2019 年的样子，还是今天的样子。</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>Attention heads in each block.</source>
        <translation>每个模块里的注意力头数。</translation>
    </message>
    <message>
        <source>MLP ratio</source>
        <translation>MLP 倍数</translation>
    </message>
    <message>
        <source>How many times wider than the embedding the inside of a block&apos;s MLP is.</source>
        <translation>模块中 MLP 的内部宽度是嵌入维度的多少倍。</translation>
    </message>
    <message>
        <source>Rotary base</source>
        <translation>旋转基数</translation>
    </message>
    <message>
        <source>Modern style: how slowly the slowest pair of channels turns with the position. 100 suits short contexts, 10,000 long ones.</source>
        <translation>现代风格：转得最慢的一对通道随位置转动有多慢。短上下文用 100，长上下文用 10,000。</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>One token per character.</source>
        <translation>每个字符一个词元。</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>One token per byte of UTF-8; never unknown.</source>
        <translation>UTF-8 的每个字节一个词元；不会有未知词元。</translation>
    </message>
    <message>
        <source>BPE</source>
        <translation>BPE</translation>
    </message>
    <message>
        <source>Frequent pieces of words, learned from the text.</source>
        <translation>从文本中学到的常见片段。</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>The pieces in which the model reads and writes.</source>
        <translation>模型读写文本时使用的最小单位。</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Largest number of different tokens; 0 chooses it from the text. Rarer characters become one unknown token.</source>
        <translation>最多有多少种词元；0 表示按文本自动选择。更少见的字符合并为一个“未知”词元。</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>验证比例</translation>
    </message>
    <message>
        <source>The last part of the text, kept aside to check the model on.</source>
        <translation>留作检验模型之用的文本末尾部分。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Budget in steps; 0 trains by the clock.</source>
        <translation>训练多少步；0 表示按时间训练。</translation>
    </message>
    <message>
        <source>Budget in minutes, where steps is 0.</source>
        <translation>训练多少分钟（步数为 0 时有效）。</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>The same seed gives the same model again.</source>
        <translation>同样的种子会得到同样的模型。</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>How many windows of text each step looks at.</source>
        <translation>每一步同时看多少段文本。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How far AdamW moves the weights in a step, at most.</source>
        <translation>AdamW 每一步最多把权重移动多远。</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>Adam with decoupled weight decay.</source>
        <translation>权重衰减与梯度分离的 Adam。</translation>
    </message>
    <message>
        <source>Muon</source>
        <translation>Muon</translation>
    </message>
    <message>
        <source>Muon for matrices, AdamW for everything else.</source>
        <translation>矩阵用 Muon，其余用 AdamW。</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>How the gradient becomes a change of the weights.</source>
        <translation>怎样由梯度得到权重的改变量。</translation>
    </message>
    <message>
        <source>Muon learning rate</source>
        <translation>Muon 学习率</translation>
    </message>
    <message>
        <source>How far Muon moves the matrices in a step, at most.</source>
        <translation>Muon 每一步最多把矩阵移动多远。</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Pulls the weights towards zero.</source>
        <translation>把权重往零的方向拉。</translation>
    </message>
    <message>
        <source>Soft targets</source>
        <translation>软目标</translation>
    </message>
    <message>
        <source>While the model is worse than counting, it learns not only the token that came next but all that the text has after the same few tokens. It writes well sooner, and is the same kind of model.</source>
        <translation>在模型还不如统计频次的时候，不只学这里的下一个词元，也学文本中同样几个词元之后出现过的各种词元。这样能更早写出像样的文字，模型本身仍是同一种。</translation>
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Longer gradients are cut to this length; 0 never cuts.</source>
        <translation>超过这一长度的梯度会被缩短；0 表示从不裁剪。</translation>
    </message>
    <message>
        <source>Warm-up steps</source>
        <translation>预热步数</translation>
    </message>
    <message>
        <source>Steps in which the learning rate rises from zero.</source>
        <translation>学习率从零升上来所用的步数。</translation>
    </message>
    <message>
        <source>Decay share</source>
        <translation>衰减比例</translation>
    </message>
    <message>
        <source>The last part of the budget, in which the learning rate falls to zero.</source>
        <translation>训练的最后这一部分里，学习率逐渐降到零。</translation>
    </message>
    <message>
        <source>Split windows</source>
        <translation>切分窗口</translation>
    </message>
    <message>
        <source>At first each window of training is cut into so many shorter ones, which teach the nearest letters for less; towards the end none is cut. 1 never cuts.</source>
        <translation>训练开始时，把每个窗口切成这么多个较短的窗口：先学邻近的字，花费更少；快结束时不再切分。1 表示从不切分。</translation>
    </message>
    <message>
        <source>Carry the state</source>
        <translation>携带状态</translation>
    </message>
    <message>
        <source>Recurrent models read on where the last window ended: truncated back-propagation.</source>
        <translation>循环模型从上一段结束的地方接着读：截断的时间反向传播。</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心</translation>
    </message>
    <message>
        <source>Sample length</source>
        <translation>样本长度</translation>
    </message>
    <message>
        <source>Tokens in each sample written in training.</source>
        <translation>训练中每次试写多少个词元。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>CPU threads for the matrix products; 0 chooses what suits the model.</source>
        <translation>矩阵乘法使用的 CPU 线程数；0 表示按模型自动选择。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>float32</source>
        <translation>float32</translation>
    </message>
    <message>
        <source>Factors of products have 7 digits.</source>
        <translation>矩阵相乘时，因子保留 7 位有效数字。</translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
    <message>
        <source>Factors of products may have 3 digits.</source>
        <translation>矩阵相乘时，因子可以只保留 3 位有效数字。</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>How exactly matrices are multiplied; weights and sums always have 7 digits.</source>
        <translation>矩阵相乘的精确程度；权重与求和始终保留 7 位有效数字。</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>NVIDIA GPU</source>
        <translation>NVIDIA GPU</translation>
    </message>
    <message>
        <source>Apple GPU</source>
        <translation>Apple GPU</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Where the model is trained.</source>
        <translation>在哪里训练模型。</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>How many tokens to write.</source>
        <translation>写多少个词元。</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Below 1 sharpens the probabilities, above 1 flattens them; 0 takes the likeliest.</source>
        <translation>低于 1 使概率更集中，高于 1 使概率更平均；0 总是取最可能的。</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Draw among the k likeliest tokens only; 0 is off.</source>
        <translation>只在最可能的 k 个词元里抽取；0 表示不限。</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Draw among the likeliest tokens that reach this probability together; 1 is off.</source>
        <translation>只在合计达到这一概率的最可能的词元里抽取；1 表示不限。</translation>
    </message>
    <message>
        <source>The same seed writes the same text.</source>
        <translation>同样的种子写出同样的文字。</translation>
    </message>
    <message>
        <source>This computer has no GPU that PyTorch can use, so the CPU does the work.</source>
        <translation>这台电脑没有 PyTorch 能用的 GPU，因此由 CPU 计算。</translation>
    </message>
    <message>
        <source>An NVIDIA GPU was found.</source>
        <translation>找到了一块 NVIDIA GPU。</translation>
    </message>
    <message>
        <source>The Apple GPU is slower than the CPU for small models; choose it for large ones.</source>
        <translation>对小模型来说，Apple GPU 比 CPU 慢；模型大时再选它。</translation>
    </message>
    <message>
        <source>You chose this device.</source>
        <translation>这是你选择的设备。</translation>
    </message>
    <message>
        <source>Checking the model on the whole validation text</source>
        <translation>正在用全部验证文本检验模型</translation>
    </message>
    <message>
        <source>Reads one token after another and carries a memory along.</source>
        <translation>一个词元接一个词元地读，并带着一份记忆往前走。</translation>
    </message>
    <message>
        <source>mini-GPT</source>
        <translation>迷你 GPT</translation>
    </message>
    <message>
        <source>A transformer: every token looks back at all tokens before it.</source>
        <translation>Transformer：每个词元都能回看它前面的所有词元。</translation>
    </message>
    <message>
        <source>Reading the text</source>
        <translation>正在读取文本</translation>
    </message>
    <message>
        <source>Looking for text files</source>
        <translation>正在寻找文本文件</translation>
    </message>
    <message>
        <source>it is no ordinary file</source>
        <translation>它不是普通文件</translation>
    </message>
    <message>
        <source>Fables</source>
        <translation>寓言（英文）</translation>
    </message>
    <message>
        <source>Tales written for this program, in English.</source>
        <translation>为本程序写的英文故事。</translation>
    </message>
    <message>
        <source>Fables (Chinese)</source>
        <translation>寓言（中文）</translation>
    </message>
    <message>
        <source>Tales written for this program, in Chinese.</source>
        <translation>为本程序写的中文故事。</translation>
    </message>
    <message>
        <source>Story grammar</source>
        <translation>小故事语法（英文）</translation>
    </message>
    <message>
        <source>Little stories that a grammar puts together; the best possible loss is known.</source>
        <translation>由语法拼出来的英文小故事；可能达到的最低损失是已知的。</translation>
    </message>
    <message>
        <source>Story grammar (Chinese)</source>
        <translation>小故事语法（中文）</translation>
    </message>
    <message>
        <source>The same in Chinese: the best possible loss is known.</source>
        <translation>由语法拼出来的中文小故事；可能达到的最低损失是已知的。</translation>
    </message>
    <message>
        <source>Turning the text into tokens</source>
        <translation>正在把文本切成词元</translation>
    </message>
    <message>
        <source>Learning frequent pieces of words</source>
        <translation>正在学习常见的片段</translation>
    </message>
    <message>
        <source>is larger than any tokenizer</source>
        <translation>大得不可能是分词器</translation>
    </message>
    <message>
        <source>has a token that is longer than any that is learned</source>
        <translation>里有一个词元，比训练所能得到的都长</translation>
    </message>
    <message>
        <source>is no JSON</source>
        <translation>不是 JSON</translation>
    </message>
    <message>
        <source>is of a kind that this program does not write</source>
        <translation>不是本程序会写的那种</translation>
    </message>
    <message>
        <source>has a damaged vocabulary</source>
        <translation>的词表已损坏</translation>
    </message>
    <message>
        <source>has a damaged list of merges</source>
        <translation>的合并列表已损坏</translation>
    </message>
    <message>
        <source>bits per character</source>
        <translation>每字符比特数</translation>
    </message>
    <message>
        <source>How many yes-or-no questions each character still costs.</source>
        <translation>猜中每个字符平均还要问多少个“是或否”的问题。</translation>
    </message>
    <message>
        <source>nats per token</source>
        <translation>每词元奈特数</translation>
    </message>
    <message>
        <source>The loss as the optimizer sees it.</source>
        <translation>优化器所看到的损失。</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>Among how many equally likely tokens the model still hesitates.</source>
        <translation>模型相当于还在多少个同样可能的词元之间犹豫。</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>出了点问题。</translation>
    </message>
    <message>
        <source>There is no file “{file}”. Check the name, or name one of the built-in texts: {texts}.</source>
        <translation>没有文件“{file}”。请检查文件名，或改用内置文本：{texts}。</translation>
    </message>
    <message>
        <source>“{file}” cannot be read ({reason}). Check its permissions, or copy it to another folder.</source>
        <translation>无法读取“{file}”（{reason}）。请检查它的权限，或把它复制到别的文件夹。</translation>
    </message>
    <message>
        <source>“{folder}” is a folder, and none of its {files} files is a text file (.txt, .md …). Choose a text file instead.</source>
        <translation>“{folder}”是文件夹，里面的 {files} 个文件都不是文本文件（.txt、.md 等）。请直接选择一个文本文件。</translation>
    </message>
    <message>
        <source>“{file}” is empty ({size} bytes, {have} characters). Choose a text of at least {need} characters; 100,000 or more learn well.</source>
        <translation>“{file}”是空的（{size} 字节，{have} 个字符）。请选择至少 {need} 个字符的文本；有 100,000 个以上才学得好。</translation>
    </message>
    <message>
        <source>“{file}” has {have} characters, but all of them are spaces and line breaks. Choose a text with words.</source>
        <translation>“{file}”有 {have} 个字符，但全是空格和换行。请选择有文字的文本。</translation>
    </message>
    <message>
        <source>“{file}” has {have} characters, but all of them are “{character}”: there is nothing to predict. Choose a text with at least 2 different characters.</source>
        <translation>“{file}”有 {have} 个字符，但全是“{character}”，没有什么可预测的。请选择至少有 2 种不同字符的文本。</translation>
    </message>
    <message>
        <source>“{file}” is no text: {share} % of its first {read} bytes cannot stand in a text file. Save it as plain text (.txt) first.</source>
        <translation>“{file}”不是文本：前 {read} 个字节中有 {share} % 不可能出现在文本文件里。请先把它另存为纯文本（.txt）。</translation>
    </message>
    <message>
        <source>“{file}” is not written in {encoding}: byte {position} does not fit. Choose another encoding, or “automatic”.</source>
        <translation>“{file}”的编码不是 {encoding}：第 {position} 个字节不符合。请换一种编码，或选择“自动”。</translation>
    </message>
    <message>
        <source>There is no encoding “{encoding}”. Try utf-8, gb18030, big5 or latin-1.</source>
        <translation>没有名为“{encoding}”的编码。可以试试 utf-8、gb18030、big5 或 latin-1。</translation>
    </message>
    <message>
        <source>“{file}” changed while it was read (from {before} to {after} bytes). Wait until it is saved, then open it again.</source>
        <translation>“{file}”在读取过程中发生了变化（从 {before} 变为 {after} 字节）。请等它保存完毕后再打开。</translation>
    </message>
    <message>
        <source>“{file}” has {have} tokens, but a context of {context} needs at least {need}: one window to train on and one to check. Choose a longer text or a shorter context.</source>
        <translation>“{file}”只有 {have} 个词元，而长度为 {context} 的上下文至少需要 {need} 个：一段用来训练，一段用来检验。请选择更长的文本或更短的上下文。</translation>
    </message>
    <message>
        <source>“{file}” has {have} characters: too few to keep {share} % of them aside to measure on. Choose a text of at least {need} characters.</source>
        <translation>“{file}”只有 {have} 个字符，太少了，没法留出 {share} % 用来检验。请选择至少 {need} 个字符的文本。</translation>
    </message>
    <message>
        <source>The model never saw {characters} in training ({count} of the {length} characters of the beginning). Take them out, or train on a text that has them.</source>
        <translation>模型在训练中从未见过 {characters}（开头的 {length} 个字符中有 {count} 个）。请去掉它们，或用含有它们的文本来训练。</translation>
    </message>
    <message>
        <source>Training stopped at step {step}: the loss became {loss}. The best model, from step {best_step}, is kept. Set “{setting}” to {advice} or less; it was {learning_rate}.</source>
        <translation>训练在第 {step} 步停止：损失变成了 {loss}。第 {best_step} 步的最佳模型已保留。请把“{setting}”设为 {advice} 或更小；这次用的是 {learning_rate}。</translation>
    </message>
    <message>
        <source>{name} must be between {low} and {high}, not {value}.</source>
        <translation>“{name}”必须在 {low} 和 {high} 之间，不能是 {value}。</translation>
    </message>
    <message>
        <source>{name} must be one of {choices}, not “{value}”.</source>
        <translation>“{name}”只能是 {choices} 之一，不能是“{value}”。</translation>
    </message>
    <message>
        <source>An embedding of {n_embd} channels cannot be shared out to {n_head} heads. Choose a multiple of {n_head}, for example {suggestion}.</source>
        <translation>{n_embd} 个通道的嵌入无法平均分给 {n_head} 个注意力头。请选择 {n_head} 的倍数，例如 {suggestion}。</translation>
    </message>
    <message>
        <source>This computer offers no “{device}”. It offers: {offered}.</source>
        <translation>这台电脑没有“{device}”。可用的有：{offered}。</translation>
    </message>
    <message>
        <source>There is no run “{name}” among the {count} runs in {folder}.</source>
        <translation>{folder} 里的 {count} 条训练记录中没有“{name}”。</translation>
    </message>
    <message>
        <source>“{name}” could be {count} runs: {matches}. Write more of the name.</source>
        <translation>“{name}”可能指 {count} 条训练记录：{matches}。请把名字写得更完整些。</translation>
    </message>
    <message>
        <source>The run “{run}” is damaged: {file} {reason}. Take the file from a backup, or delete the run.</source>
        <translation>训练记录“{run}”已损坏：{file} {reason}。请从备份中取回该文件，或删除这条记录。</translation>
    </message>
    <message>
        <source>The file {file} of the run “{run}” cannot be read ({reason}). Check its permissions and its disk, then try again.</source>
        <translation>无法读取训练记录“{run}”的文件 {file}（{reason}）。请检查它的权限和所在的磁盘，然后重试。</translation>
    </message>
    <message>
        <source>The run “{run}” has format {format}, but this version reads formats up to {known}. Update LM Playground to open it.</source>
        <translation>训练记录“{run}”的格式是 {format}，而这个版本只能读到格式 {known}。请更新 LM Playground 后再打开。</translation>
    </message>
    <message>
        <source>The run “{run}” is being trained by another LM Playground (process {pid}). Stop it there first.</source>
        <translation>训练记录“{run}”正由另一个 LM Playground 训练（进程 {pid}）。请先在那边停止。</translation>
    </message>
    <message>
        <source>“{run}” came with the program and cannot be changed. Train a run of your own.</source>
        <translation>“{run}”是程序自带的，不能修改。请自己训练一个。</translation>
    </message>
    <message>
        <source>The run “{run}” has no saved model yet (status: {status}, {steps} steps). Train it a little longer first.</source>
        <translation>训练记录“{run}”还没有保存过模型（状态：{status}，{steps} 步）。请先再训练一会儿。</translation>
    </message>
    <message>
        <source>The weights of this model are too large to compute with: it exploded, or its file is damaged. Choose another run, or train it again with a lower learning rate.</source>
        <translation>这个模型的权重大到无法计算：训练时发散了，或者文件已损坏。请选择别的训练记录，或用更小的学习率重新训练。</translation>
    </message>
    <message>
        <source>The run “{run}” has finished: {done} of {budget} {unit}. Give it a larger budget to train it further.</source>
        <translation>训练“{run}”已经完成：{done} / {budget}（{unit}）。要继续训练，请增加步数或时间。</translation>
    </message>
    <message>
        <source>The run “{run}” was trained on “{file}” ({characters} characters), which has changed or gone since. Open that text, or put it back; the model itself still works.</source>
        <translation>训练记录“{run}”是在“{file}”（{characters} 个字符）上训练的，这个文本后来改动过或不见了。请打开原来的文本，或把它放回原处；模型本身仍然可用。</translation>
    </message>
    <message>
        <source>“{file}” cannot be imported: {reason}. Ask for the file again, or export the run anew.</source>
        <translation>无法导入“{file}”：{reason}。请重新索取这个文件，或重新导出训练记录。</translation>
    </message>
    <message>
        <source>There is no deleted run in {folder} that could be brought back.</source>
        <translation>{folder} 中没有可以恢复的训练记录。</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written ({reason}). Choose another one with --home or PLAYGROUND_HOME.</source>
        <translation>文件夹 {folder} 无法写入（{reason}）。请用 --home 或 PLAYGROUND_HOME 另选一个。</translation>
    </message>
    <message>
        <source>The folder {folder} is not there any more: it was deleted or moved, or its disk was taken out. Put it back, then continue.</source>
        <translation>文件夹 {folder} 已经不在了：它被删除或移走了，或者所在的磁盘被拔出了。请把它放回原处，然后继续。</translation>
    </message>
    <message>
        <source>There is no folder “{folder}” for “{file}”. Make it first, or choose another folder.</source>
        <translation>没有“{folder}”这个文件夹，“{file}”无处可放。请先新建它，或另选一个文件夹。</translation>
    </message>
    <message>
        <source>“{file}” in {folder} is no ordinary file, so nothing is written to it. Move it away, then try again.</source>
        <translation>{folder} 里的“{file}”不是普通文件，因此不会写入。请先把它移走，然后重试。</translation>
    </message>
    <message>
        <source>“{file}” is there already. Choose another name, or replace it with --force.</source>
        <translation>“{file}”已经存在。请换一个名字，或用 --force 替换它。</translation>
    </message>
    <message>
        <source>No name is given for {what}. Write the name of a file or folder there.</source>
        <translation>{what} 后面没有写名字。请在那里写上文件或文件夹的名字。</translation>
    </message>
    <message>
        <source>The name “{path}” is too long for this disk ({length} characters). Choose a shorter one.</source>
        <translation>名字“{path}”对这个磁盘来说太长了（{length} 个字符）。请换一个短一些的。</translation>
    </message>
    <message>
        <source>“{path}” is the whole disk. Name a file or a folder in it.</source>
        <translation>“{path}”是整个磁盘。请指定其中的文件或文件夹。</translation>
    </message>
    <message>
        <source>“{path}” is a folder. Name a file in it.</source>
        <translation>“{path}”是文件夹。请指定其中的一个文件。</translation>
    </message>
    <message>
        <source>“{path}” is looked for in the current folder, but that has been deleted. Go to another folder with cd, or write the whole path.</source>
        <translation>“{path}”要在当前文件夹里找，但当前文件夹已被删除。请用 cd 进入别的文件夹，或者写出完整路径。</translation>
    </message>
    <message>
        <source>“{path}” cannot be found: nobody here is called “{person}”. Write the whole path.</source>
        <translation>找不到“{path}”：这台电脑上没有名叫“{person}”的用户。请写出完整路径。</translation>
    </message>
    <message>
        <source>There is no file “{file}”. Check the name.</source>
        <translation>没有文件“{file}”。请检查名字。</translation>
    </message>
    <message>
        <source>“{file}” cannot be written ({reason}). Choose another folder or name.</source>
        <translation>无法写入“{file}”（{reason}）。请另选文件夹或文件名。</translation>
    </message>
    <message>
        <source>The disk is full: {file} needs {need} MB, {free} MB are free. Nothing is lost. Make room, then try again.</source>
        <translation>磁盘已满：{file} 需要 {need} MB，只剩 {free} MB。没有丢失任何东西。请腾出空间，然后重试。</translation>
    </message>
    <message>
        <source>The disk is full: {file} needs {need} MB, {free} MB are free. Training has paused; what was saved is safe. Make room, then continue.</source>
        <translation>磁盘已满：{file} 需要 {need} MB，只剩 {free} MB。训练已暂停，保存过的内容是安全的。请腾出空间后继续。</translation>
    </message>
    <message>
        <source>The file tokenizer.json {reason}. Take it from a backup, or train the model again.</source>
        <translation>文件 tokenizer.json {reason}。请从备份中取回，或重新训练模型。</translation>
    </message>
    <message>
        <source>There is not enough memory for this ({need} MB asked for). Choose a smaller model, batch or context.</source>
        <translation>内存不够（需要 {need} MB）。请选择更小的模型、批大小或上下文。</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>is damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>is no ordinary file</source>
        <translation>不是普通文件</translation>
    </message>
    <message>
        <source>is larger than any such file</source>
        <translation>比任何这类文件都大</translation>
    </message>
    <message>
        <source>names a model that this version lacks</source>
        <translation>指定了此版本没有的模型</translation>
    </message>
    <message>
        <source>has an impossible setting</source>
        <translation>含有不可能的设置</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>已发散</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>About LM Playground</source>
        <translation>关于 LM Playground</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>A laboratory for language models on your own computer: train an RNN or a mini-GPT on any text, watch it learn, and look at how it chooses each letter. Nothing leaves this computer.</source>
        <translation>在自己电脑上的语言模型实验室：用任意文本训练 RNN 或迷你 GPT，看着它学习，看它怎样选出每一个字。一切都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Free software under the MIT licence. Python {python}, PyTorch {torch}, Qt {qt}.</source>
        <translation>自由软件，MIT 许可。Python {python}，PyTorch {torch}，Qt {qt}。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>截去</translation>
    </message>
    <message>
        <source>How likely each next token is</source>
        <translation>每个下一词元的可能性</translation>
    </message>
    <message>
        <source>“{token}”: the model gives it {said}, but it is cut.</source>
        <translation>“{token}”：模型给它 {said}，但被截去了。</translation>
    </message>
    <message>
        <source>“{token}”: the model gives it {said}, drawn with {share}.</source>
        <translation>“{token}”：模型给它 {said}，以 {share} 的概率抽取。</translation>
    </message>
    <message>
        <source>Stop training and quit?</source>
        <translation>停止训练并退出？</translation>
    </message>
    <message>
        <source>A training is still running.</source>
        <translation>训练还在进行。</translation>
    </message>
    <message>
        <source>What it has learned is saved, and it can be continued at the next start.</source>
        <translation>已经学到的会保存下来，下次启动后可以继续训练。</translation>
    </message>
    <message>
        <source>The training that waits for its turn is not kept.</source>
        <translation>排队等待的那次训练不会保留。</translation>
    </message>
    <message>
        <source>The {count} trainings that wait for their turn are not kept.</source>
        <translation>排队等待的 {count} 次训练不会保留。</translation>
    </message>
    <message>
        <source>Save and quit</source>
        <translation>保存并退出</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open text…</source>
        <translation>打开文本(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a &amp;folder of texts…</source>
        <translation>打开文本文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Built-in texts</source>
        <translation>内置文本(&amp;B)</translation>
    </message>
    <message>
        <source>New text from the &amp;clipboard</source>
        <translation>用剪贴板新建文本(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Import a run…</source>
        <translation>导入训练记录(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Open text</source>
        <translation>打开文本</translation>
    </message>
    <message>
        <source>Text files (*.txt *.md *.text *.csv *.json *.py);;All files (*)</source>
        <translation>文本文件 (*.txt *.md *.text *.csv *.json *.py);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Import runs</source>
        <translation>导入训练记录</translation>
    </message>
    <message>
        <source>Export the run</source>
        <translation>导出训练记录</translation>
    </message>
    <message>
        <source>Exported runs (*.lmrun);;All files (*)</source>
        <translation>导出的训练记录 (*.lmrun);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open a folder of texts</source>
        <translation>打开文本文件夹</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>粘贴的文本</translation>
    </message>
    <message>
        <source>There is no text in the clipboard. Copy some text first.</source>
        <translation>剪贴板里没有文本。请先复制一些文字。</translation>
    </message>
    <message>
        <source>(nothing yet)</source>
        <translation>（还没有）</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>训练(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;New run</source>
        <translation>新建训练(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Find a run</source>
        <translation>查找训练记录(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Pause or go on</source>
        <translation>暂停或继续(&amp;P)</translation>
    </message>
    <message>
        <source>S&amp;top and save</source>
        <translation>停止并保存(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Undo deleting</source>
        <translation>撤销删除(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>L&amp;arger text</source>
        <translation>放大文字(&amp;A)</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation>缩小文字(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Normal text</source>
        <translation>正常大小(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Presenter mode</source>
        <translation>演示模式(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Runs at the side</source>
        <translation>显示训练记录(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>Open the &amp;log folder</source>
        <translation>打开日志文件夹(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;About LM Playground</source>
        <translation>关于 LM Playground(&amp;A)</translation>
    </message>
    <message>
        <source>{file} and {count} more</source>
        <translation>{file} 等另外 {count} 个</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>出了问题</translation>
    </message>
    <message>
        <source>Something went wrong that should not have.</source>
        <translation>程序出了不该出的错。</translation>
    </message>
    <message>
        <source>It comes again and again. Your runs are safe, and you can go on: from now on it is only written to the log.</source>
        <translation>同样的错误反复出现。你的训练记录都是安全的，可以继续使用；今后再出现时只写入日志。</translation>
    </message>
    <message>
        <source>Your runs are safe, and you can go on. If you copy the report and send it to the makers, they can mend it.</source>
        <translation>你的训练记录都是安全的，可以继续使用。把报告复制下来发给开发者，他们就能修好它。</translation>
    </message>
    <message>
        <source>Your runs are safe, and you can go on. It happened {count} more times; this is the first report.</source>
        <translation>你的训练记录都是安全的，可以继续使用。之后又发生了 {count} 次；这是第一次的报告。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>&amp;Copy report</source>
        <translation>复制报告(&amp;C)</translation>
    </message>
    <message>
        <source>Open &amp;log folder</source>
        <translation>打开日志文件夹(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续使用(&amp;G)</translation>
    </message>
    <message>
        <source>Starting the engine</source>
        <translation>正在启动引擎</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 分钟</translation>
    </message>
    <message>
        <source>{seconds} seconds</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} minutes</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>Beginning</source>
        <translation>开头</translation>
    </message>
    <message>
        <source>How shall the text begin?</source>
        <translation>文字从哪里开始？</translation>
    </message>
    <message>
        <source>Beginning of the text</source>
        <translation>文字的开头</translation>
    </message>
    <message>
        <source>Return writes on from here, Shift+Return begins a new line.</source>
        <translation>按 Return 从这里接着写，按 Shift+Return 换行。</translation>
    </message>
    <message>
        <source>Beginnings used before</source>
        <translation>用过的开头</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop writing; what is written stays (Esc)</source>
        <translation>停止写作，已写的保留 (Esc)</translation>
    </message>
    <message>
        <source>One letter ▸</source>
        <translation>一个字 ▸</translation>
    </message>
    <message>
        <source>One token ▸</source>
        <translation>一个词元 ▸</translation>
    </message>
    <message>
        <source>Write one more and look at the choice (Ctrl+Right)</source>
        <translation>再写一个，看看它怎样选 (Ctrl+Right)</translation>
    </message>
    <message>
        <source>A beginning has {most} characters at most.</source>
        <translation>开头最多 {most} 个字符。</translation>
    </message>
    <message>
        <source>In the list of runs</source>
        <translation>在训练记录列表中</translation>
    </message>
    <message>
        <source>Choose a run</source>
        <translation>选择一条记录</translation>
    </message>
    <message>
        <source>Generate with it</source>
        <translation>用它生成</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>When training</source>
        <translation>训练时</translation>
    </message>
    <message>
        <source>Start or continue</source>
        <translation>开始或继续</translation>
    </message>
    <message>
        <source>Read the curve</source>
        <translation>读取曲线上的数值</translation>
    </message>
    <message>
        <source>Zoom the curve</source>
        <translation>缩放曲线</translation>
    </message>
    <message>
        <source>Move the curve</source>
        <translation>移动曲线</translation>
    </message>
    <message>
        <source>Show the whole curve</source>
        <translation>显示整条曲线</translation>
    </message>
    <message>
        <source>When generating</source>
        <translation>生成时</translation>
    </message>
    <message>
        <source>One more token</source>
        <translation>再写一个词元</translation>
    </message>
    <message>
        <source>Hold slow motion</source>
        <translation>慢动作：停住或继续</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>floor</source>
        <translation>理论下限</translation>
    </message>
    <message>
        <source>guessing</source>
        <translation>瞎猜</translation>
    </message>
    <message>
        <source>letter counts</source>
        <translation>字频</translation>
    </message>
    <message>
        <source>train {loss}</source>
        <translation>训练 {loss}</translation>
    </message>
    <message>
        <source>validation {loss}</source>
        <translation>验证 {loss}</translation>
    </message>
    <message>
        <source>show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Show the whole curve again (Home, or a double click)</source>
        <translation>重新显示整条曲线（Home 键或双击）</translation>
    </message>
    <message>
        <source>Loss curve</source>
        <translation>损失曲线</translation>
    </message>
    <message>
        <source>Close the notice</source>
        <translation>关闭提示</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>1000 k, 1000000 M, 1000000000 G</source>
        <translation>10000 万, 100000000 亿</translation>
    </message>
    <message>
        <source>Writing the text</source>
        <translation>正在写出文本</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>“{token}”</source>
        <translation>“{token}”</translation>
    </message>
    <message>
        <source>“{token}”: {percent}. You chose it here.</source>
        <translation>“{token}”：{percent}。这里是你选的。</translation>
    </message>
    <message>
        <source>“{token}”: {percent}, the likeliest</source>
        <translation>“{token}”：{percent}，最可能</translation>
    </message>
    <message>
        <source>“{token}”: {percent}, number {rank} of the likeliest</source>
        <translation>“{token}”：{percent}，可能性排第 {rank}</translation>
    </message>
    <message>
        <source>{time} · step {step}</source>
        <translation>{time} · 第 {step} 步</translation>
    </message>
    <message>
        <source>step {step} · {time}</source>
        <translation>第 {step} 步 · {time}</translation>
    </message>
    <message>
        <source>{tokens} tokens · step {step}</source>
        <translation>{tokens} 词元 · 第 {step} 步</translation>
    </message>
    <message>
        <source>validation {loss} (step {step})</source>
        <translation>验证 {loss}（第 {step} 步）</translation>
    </message>
    <message>
        <source>Saving the numbers</source>
        <translation>正在保存数据</translation>
    </message>
    <message>
        <source>{unit} over {axis}</source>
        <translation>{unit} / {axis}</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>tokens per second</source>
        <translation>每秒词元数</translation>
    </message>
    <message>
        <source>&amp;Generate with it</source>
        <translation>用它生成(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Continue training</source>
        <translation>继续训练(&amp;C)</translation>
    </message>
    <message>
        <source>Use its &amp;settings again</source>
        <translation>再用它的设置(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>重命名(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Open its &amp;folder</source>
        <translation>打开它的文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>{steps} steps</source>
        <translation>{steps} 步</translation>
    </message>
    <message>
        <source>{model} · {percent}</source>
        <translation>{model} · {percent}</translation>
    </message>
    <message>
        <source>{model} · loss exploded</source>
        <translation>{model} · 损失爆炸</translation>
    </message>
    <message>
        <source>{model} · {budget}</source>
        <translation>{model} · {budget}</translation>
    </message>
    <message>
        <source>Title of the run</source>
        <translation>训练记录的标题</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Not begun yet</source>
        <translation>还没开始</translation>
    </message>
    <message>
        <source>Just begun</source>
        <translation>刚刚开始</translation>
    </message>
    <message>
        <source>Learning fast</source>
        <translation>学得很快</translation>
    </message>
    <message>
        <source>Learning well</source>
        <translation>学得不错</translation>
    </message>
    <message>
        <source>Slowing down</source>
        <translation>慢下来了</translation>
    </message>
    <message>
        <source>Levelled off</source>
        <translation>不再进步</translation>
    </message>
    <message>
        <source>Learning by heart</source>
        <translation>在死记硬背</translation>
    </message>
    <message>
        <source>Getting worse</source>
        <translation>越来越差</translation>
    </message>
    <message>
        <source>As good as can be</source>
        <translation>已经学到头了</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Exploded</source>
        <translation>发散了</translation>
    </message>
    <message>
        <source>It needs {bits} bits for a new character.</source>
        <translation>猜一个新字符它需要 {bits} 比特。</translation>
    </message>
    <message>
        <source>It was still improving: train it longer.</source>
        <translation>它还在进步：可以再训练久一些。</translation>
    </message>
    <message>
        <source>It was still improving: go on with it.</source>
        <translation>它还在进步：可以接着训练。</translation>
    </message>
    <message>
        <source>More time would help little; a larger model or a longer text might.</source>
        <translation>再多训练用处不大；更大的模型或更长的文本也许有用。</translation>
    </message>
    <message>
        <source>It costs {bits} bits a character, still more than “{line}” with {level}.</source>
        <translation>每个字符要 {bits} 比特，还高于“{line}”的 {level}。</translation>
    </message>
    <message>
        <source>It has just passed the line “{line}”.</source>
        <translation>它刚刚越过“{line}”线。</translation>
    </message>
    <message>
        <source>It passed the line “{line}” {seconds} s ago.</source>
        <translation>{seconds} 秒前越过了“{line}”线。</translation>
    </message>
    <message>
        <source>It is {bits} bits below the line “{line}”.</source>
        <translation>它比“{line}”线低 {bits} 比特。</translation>
    </message>
    <message>
        <source>Still falling: {percent} % in the last third of the time.</source>
        <translation>仍在下降：最近三分之一的时间里降了 {percent} %。</translation>
    </message>
    <message>
        <source>It falls slowly now: {percent} % in the last third of the time.</source>
        <translation>现在降得很慢：最近三分之一的时间里降了 {percent} %。</translation>
    </message>
    <message>
        <source>The loss hardly moves any more. A larger model or a longer text would help more than time.</source>
        <translation>损失几乎不动了。与其再多训练，不如换更大的模型或更长的文本。</translation>
    </message>
    <message>
        <source>Validation follows training: no sign of memorising.</source>
        <translation>验证与训练同步，没有死记的迹象。</translation>
    </message>
    <message>
        <source>Validation is {gap} bits above training.</source>
        <translation>验证比训练高 {gap} 比特。</translation>
    </message>
    <message>
        <source>Validation is {gap} bits above training: it knows the training text better than new text.</source>
        <translation>验证比训练高 {gap} 比特：它对训练文本比对新文本熟得多。</translation>
    </message>
    <message>
        <source>Validation has risen from {best} to {now} since step {step}, while training still falls: it is learning the text by heart. The best model, from step {step}, is kept.</source>
        <translation>从第 {step} 步起，验证从 {best} 升到 {now}，而训练仍在下降：它在死记硬背。第 {step} 步的最佳模型已保留。</translation>
    </message>
    <message>
        <source>A longer text, a smaller model or some dropout would help.</source>
        <translation>换更长的文本、更小的模型，或加一些随机失活会有帮助。</translation>
    </message>
    <message>
        <source>The loss has risen from {best} to {now} since step {step}. A smaller learning rate would be steadier.</source>
        <translation>从第 {step} 步起，损失从 {best} 升到 {now}。学习率小一些会更稳。</translation>
    </message>
    <message>
        <source>No model can get below {floor} on this text, and this one is at {now}.</source>
        <translation>在这份文本上没有模型能低于 {floor}，这一个已到 {now}。</translation>
    </message>
    <message>
        <source>Try a smaller learning rate.</source>
        <translation>请试试更小的学习率。</translation>
    </message>
    <message>
        <source>Set “{setting}” to {advice} or less; it was {now}.</source>
        <translation>请把“{setting}”设为 {advice} 或更小；这次用的是 {now}。</translation>
    </message>
    <message>
        <source>The loss became infinite at once.</source>
        <translation>损失一开始就变成了无穷大。</translation>
    </message>
    <message>
        <source>The loss became infinite. The best model, from step {step} with {bits} bits, is kept.</source>
        <translation>损失变成了无穷大。第 {step} 步的最佳模型（{bits} 比特）已保留。</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>Starters</source>
        <translation>内置模型</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>{title}
{line}
Text: {text}
{parameters} parameters, best after {step} steps</source>
        <translation>{title}
{line}
文本：{text}
{parameters} 个参数，第 {step} 步最佳</translation>
    </message>
    <message>
        <source>“{title}” was at {percent} when you quit. It can go on where it stopped.</source>
        <translation>上次退出时，“{title}”训练到 {percent}。可以从那里接着训练。</translation>
    </message>
    <message>
        <source>“{title}” was interrupted at {percent}. What was saved by then is safe.</source>
        <translation>“{title}”在 {percent} 处中断了。此前保存的内容是安全的。</translation>
    </message>
    <message>
        <source>Continue training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open the workspace folder</source>
        <translation>打开工作区文件夹</translation>
    </message>
    <message>
        <source>Your runs are kept in this folder. To use another one, start the program with PLAYGROUND_HOME set to it.</source>
        <translation>训练记录保存在这个文件夹里。要用别的文件夹，请在启动前把 PLAYGROUND_HOME 设为它。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>有把握</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>没把握</translation>
    </message>
    <message>
        <source>The colour says how probable each token was to the model: pale at 100 %, strongest at {least} and below.</source>
        <translation>颜色表示模型给每个词元的概率：100 % 时最浅，{least} 及以下最深。</translation>
    </message>
    <message>
        <source>Colour: how unsure the model was</source>
        <translation>颜色：模型有多没把握</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>新建训练</translation>
    </message>
    <message>
        <source>Set up a new run (Ctrl+N)</source>
        <translation>设置一次新的训练 (Ctrl+N)</translation>
    </message>
    <message>
        <source>Find a run</source>
        <translation>查找训练记录</translation>
    </message>
    <message>
        <source>No runs yet. Drop a text file anywhere in this window, or take a built-in text, then press Start: what you train appears here.</source>
        <translation>还没有训练记录。把文本文件拖进窗口，或选一个内置文本，再按“开始”：你训练的模型会出现在这里。</translation>
    </message>
    <message>
        <source>No run has these words.</source>
        <translation>没有含这些字的训练记录。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop opening the text</source>
        <translation>停止打开文本</translation>
    </message>
    <message>
        <source>Starting the engine…</source>
        <translation>正在启动引擎…</translation>
    </message>
    <message>
        <source>{device} · 1 thread</source>
        <translation>{device} · 1 线程</translation>
    </message>
    <message>
        <source>{device} · {threads} threads</source>
        <translation>{device} · {threads} 线程</translation>
    </message>
    <message>
        <source>Pause training</source>
        <translation>暂停训练</translation>
    </message>
    <message>
        <source>{title} · {model}</source>
        <translation>{title} · {model}</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Runs and pages</source>
        <translation>训练记录与页面</translation>
    </message>
    <message>
        <source>{percent} {title} – {program}</source>
        <translation>{percent} {title} – {program}</translation>
    </message>
    <message>
        <source>“{title}” is deleted.</source>
        <translation>已删除“{title}”。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>The run is in “{file}” now.</source>
        <translation>训练记录已导出到“{file}”。</translation>
    </message>
    <message>
        <source>“{title}” has been imported.</source>
        <translation>“{title}”已导入。</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本数</translation>
    </message>
    <message>
        <source>How many texts to write side by side, each with a seed of its own.</source>
        <translation>同时写几段文字，每段用各自的种子。</translation>
    </message>
    <message>
        <source>Slow motion: watch how each letter comes about. The text is the same.</source>
        <translation>慢动作：看每个字是怎样来的。写出的文字完全一样。</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Another seed</source>
        <translation>换一个种子</translation>
    </message>
    <message>
        <source>full</source>
        <translation>全速</translation>
    </message>
    <message>
        <source>1 a second</source>
        <translation>每秒 1 个</translation>
    </message>
    <message>
        <source>{count} a second</source>
        <translation>每秒 {count} 个</translation>
    </message>
    <message>
        <source>{count}/s</source>
        <translation>{count}/秒</translation>
    </message>
    <message>
        <source>0 · the likeliest</source>
        <translation>0 · 总取最可能的</translation>
    </message>
    <message>
        <source>off</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Packing with gzip and xz</source>
        <translation>正在用 gzip 和 xz 压缩</translation>
    </message>
    <message>
        <source>Counting what follows what</source>
        <translation>正在统计前后关系</translation>
    </message>
    <message>
        <source>Weighing the counts</source>
        <translation>正在给统计结果加权</translation>
    </message>
    <message>
        <source>Measuring how predictable the text is</source>
        <translation>正在测量文本有多容易预测</translation>
    </message>
    <message>
        <source>The n-grams were counted in the last {part} of the {whole} characters to train on.</source>
        <translation>n 元语法只统计了 {whole} 个训练字符中的最后 {part} 个。</translation>
    </message>
    <message>
        <source>gzip and xz had read the last {part} of the {whole} characters to train on.</source>
        <translation>gzip 和 xz 只读了 {whole} 个训练字符中的最后 {part} 个。</translation>
    </message>
    <message>
        <source>gzip and xz packed the first {part} of the {whole} characters to check on.</source>
        <translation>gzip 和 xz 只压缩了 {whole} 个验证字符中的前 {part} 个。</translation>
    </message>
    <message>
        <source>No model is chosen</source>
        <translation>还没有选择模型</translation>
    </message>
    <message>
        <source>Choose a run in the list on the left, and it writes here. Or train a new one.</source>
        <translation>在左边的列表中选一条训练记录，它就在这里写。或者训练一个新的。</translation>
    </message>
    <message>
        <source>“{title}” has just begun</source>
        <translation>“{title}”刚刚开始</translation>
    </message>
    <message>
        <source>As soon as the training has saved a first model, it can write here.</source>
        <translation>训练保存了第一个模型之后，它就能在这里写。</translation>
    </message>
    <message>
        <source>“{title}” has no saved model</source>
        <translation>“{title}”没有保存过模型</translation>
    </message>
    <message>
        <source>It ended after {steps} steps, before a model was saved. Train it a little longer.</source>
        <translation>它在 {steps} 步后结束，还没来得及保存模型。请再训练一会儿。</translation>
    </message>
    <message>
        <source>Write with “{title}”</source>
        <translation>用“{title}”来写</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>训练一个模型</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>着色</translation>
    </message>
    <message>
        <source>Colour every token by how unsure the model was</source>
        <translation>按模型没把握的程度给每个词元着色</translation>
    </message>
    <message>
        <source>Bring back the text before (Ctrl+Z)</source>
        <translation>恢复之前的文字 (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Undo less (Ctrl+Shift+Z)</source>
        <translation>重做 (Ctrl+Shift+Z)</translation>
    </message>
    <message>
        <source>Copy the text (Ctrl+C)</source>
        <translation>复制文字 (Ctrl+C)</translation>
    </message>
    <message>
        <source>Save the text as a file (Ctrl+S)</source>
        <translation>把文字存为文件 (Ctrl+S)</translation>
    </message>
    <message>
        <source>from step {step}</source>
        <translation>来自第 {step} 步</translation>
    </message>
    <message>
        <source>The best model so far, as it was saved at this step</source>
        <translation>到目前为止最好的模型，在这一步保存</translation>
    </message>
    <message>
        <source>Use the newer one</source>
        <translation>换用更新的</translation>
    </message>
    <message>
        <source>Training has saved a better model since</source>
        <translation>训练后来保存了更好的模型</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>正在载入模型…</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写…</translation>
    </message>
    <message>
        <source>Writing… {tokens} tokens</source>
        <translation>正在写… {tokens} 个词元</translation>
    </message>
    <message>
        <source>{tokens} tokens · {speed} a second</source>
        <translation>{tokens} 个词元 · 每秒 {speed} 个</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 个词元</translation>
    </message>
    <message>
        <source>{tokens} tokens</source>
        <translation>{tokens} 个词元</translation>
    </message>
    <message>
        <source>Sample {number} · seed {seed}</source>
        <translation>样本 {number} · 种子 {seed}</translation>
    </message>
    <message>
        <source>Written text</source>
        <translation>写出的文字</translation>
    </message>
    <message>
        <source>Press Generate, and the model goes on from your beginning.</source>
        <translation>按“生成”，模型就从你的开头接着写。</translation>
    </message>
    <message>
        <source>Why this letter</source>
        <translation>为什么是这个字</translation>
    </message>
    <message>
        <source>Why this token</source>
        <translation>为什么是这个词元</translation>
    </message>
    <message>
        <source>What comes next</source>
        <translation>接下来是什么</translation>
    </message>
    <message>
        <source>Go on (Ctrl+P)</source>
        <translation>继续（Ctrl+P）</translation>
    </message>
    <message>
        <source>Hold on (Ctrl+P)</source>
        <translation>暂停（Ctrl+P）</translation>
    </message>
    <message>
        <source>One letter more, then hold on (Ctrl+Right)</source>
        <translation>再写一个字，然后停住（Ctrl+→）</translation>
    </message>
    <message>
        <source>after “{text}”</source>
        <translation>在“{text}”之后</translation>
    </message>
    <message>
        <source>at the very beginning</source>
        <translation>在最开头</translation>
    </message>
    <message>
        <source>at the start</source>
        <translation>在开头</translation>
    </message>
    <message>
        <source>Click a bar to write it.</source>
        <translation>点一个条形就写下它。</translation>
    </message>
    <message>
        <source>What the model says.</source>
        <translation>这是模型给出的概率。</translation>
    </message>
    <message>
        <source>What temperature, top-k and top-p make of it.</source>
        <translation>经过温度、top-k 和 top-p 之后。</translation>
    </message>
    <message>
        <source>You wrote “{token}”; the model gave it {said}. Click another bar to change it.</source>
        <translation>“{token}”是你写的，模型给它 {said}。点别的条形可以换掉它。</translation>
    </message>
    <message>
        <source>You chose “{token}” here; the model gave it {said}.</source>
        <translation>这里的“{token}”是你选的，模型给它的概率是 {said}。</translation>
    </message>
    <message>
        <source>Click to write it.</source>
        <translation>点一下就写它。</translation>
    </message>
    <message>
        <source>Click to write it here instead: the story forks.</source>
        <translation>点一下，这里就改写成它，故事从此分岔。</translation>
    </message>
    <message>
        <source>At temperature 0 it was “{token}”; with these sliders it is “{now}”.</source>
        <translation>温度为 0 时是“{token}”，按现在的设置则是“{now}”。</translation>
    </message>
    <message>
        <source>Drawn at {settings}: {number} fell on “{token}”.</source>
        <translation>在{settings}下抽到 {number}，落在“{token}”上。</translation>
    </message>
    <message>
        <source>Drawn at {settings}: {number} fell on “{token}”; with these sliders, on “{now}”.</source>
        <translation>在{settings}下抽到 {number}，落在“{token}”上；按现在的设置会落在“{now}”上。</translation>
    </message>
    <message>
        <source>temperature {temperature}, top-k {k}, top-p {p}</source>
        <translation>温度 {temperature}、top-k {k}、top-p {p} </translation>
    </message>
    <message>
        <source>temperature {temperature}, top-k {k}</source>
        <translation>温度 {temperature}、top-k {k} </translation>
    </message>
    <message>
        <source>temperature {temperature}, top-p {p}</source>
        <translation>温度 {temperature}、top-p {p} </translation>
    </message>
    <message>
        <source>temperature {temperature}</source>
        <translation>温度 {temperature} </translation>
    </message>
    <message>
        <source>At temperature 0 nothing is drawn: it is always “{token}”.</source>
        <translation>温度为 0 时不抽取：总是“{token}”。</translation>
    </message>
    <message>
        <source>Text files (*.txt)</source>
        <translation>文本文件 (*.txt)</translation>
    </message>
    <message>
        <source>Save the text</source>
        <translation>保存文字</translation>
    </message>
    <message>
        <source>Settings and curve</source>
        <translation>设置与曲线</translation>
    </message>
    <message>
        <source>Curve and sample</source>
        <translation>曲线与样本</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>{count} tokens/s</source>
        <translation>{count} 词元/秒</translation>
    </message>
    <message>
        <source>“{title}” is being trained now, one run at a time.</source>
        <translation>“{title}”正在训练，一次只能训练一个。</translation>
    </message>
    <message>
        <source>It starts as soon as the text is open.</source>
        <translation>文本一打开就开始训练。</translation>
    </message>
    <message>
        <source>Without a text of yours it starts with the built-in tales.</source>
        <translation>没有打开文本时，会用内置的故事开始。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Train longer</source>
        <translation>再训练一会儿</translation>
    </message>
    <message>
        <source>Show the training</source>
        <translation>查看训练</translation>
    </message>
    <message>
        <source>Train a new model (Ctrl+Enter or F5)</source>
        <translation>训练一个新模型（Ctrl+Enter 或 F5）</translation>
    </message>
    <message>
        <source>Stop and save; it can go on later</source>
        <translation>停止并保存；以后可以继续</translation>
    </message>
    <message>
        <source>Begin a new run with these settings</source>
        <translation>用这些设置开始新的训练</translation>
    </message>
    <message>
        <source>Go on where it stopped</source>
        <translation>从停下的地方继续</translation>
    </message>
    <message>
        <source>{budget} more</source>
        <translation>再加 {budget}</translation>
    </message>
    <message>
        <source>coach</source>
        <translation>教练</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Unit of the loss</source>
        <translation>损失的单位</translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>View of the curve</source>
        <translation>曲线的显示方式</translation>
    </message>
    <message>
        <source>Save the curve</source>
        <translation>保存曲线</translation>
    </message>
    <message>
        <source>What the curve is drawn over</source>
        <translation>曲线的横轴</translation>
    </message>
    <message>
        <source>Smoothing, logarithmic axes, more curves</source>
        <translation>平滑、对数坐标、更多曲线</translation>
    </message>
    <message>
        <source>Save as a picture or as numbers</source>
        <translation>保存为图片或数据</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>logarithmic</source>
        <translation>对数坐标</translation>
    </message>
    <message>
        <source>Logarithmic loss</source>
        <translation>纵轴取对数</translation>
    </message>
    <message>
        <source>Logarithmic horizontal axis</source>
        <translation>横轴取对数</translation>
    </message>
    <message>
        <source>More curves</source>
        <translation>更多曲线</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>图片 (PNG)…</translation>
    </message>
    <message>
        <source>Drawing (SVG)…</source>
        <translation>矢量图 (SVG)…</translation>
    </message>
    <message>
        <source>Numbers (CSV)…</source>
        <translation>数据 (CSV)…</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Drawings (*.svg)</source>
        <translation>矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>1 layer</source>
        <translation>1 层</translation>
    </message>
    <message>
        <source>1 head</source>
        <translation>1 头</translation>
    </message>
    <message>
        <source>{count} layers</source>
        <translation>{count} 层</translation>
    </message>
    <message>
        <source>{count} heads</source>
        <translation>{count} 头</translation>
    </message>
    <message>
        <source>{count} units</source>
        <translation>{count} 个单元</translation>
    </message>
    <message>
        <source>{count} wide</source>
        <translation>宽 {count}</translation>
    </message>
    <message>
        <source>2  Model</source>
        <translation>2  模型</translation>
    </message>
    <message>
        <source>Chosen for this text, the time and the speed of this computer.</source>
        <translation>已按这份文本、训练时间和本机速度选好。</translation>
    </message>
    <message>
        <source>Choose for me again</source>
        <translation>重新为我选择</translation>
    </message>
    <message>
        <source>Takes the settings that suit this text, the time and the speed of this computer.</source>
        <translation>采用适合这份文本、训练时间和本机速度的设置。</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>规模</translation>
    </message>
    <message>
        <source>Size of the model</source>
        <translation>模型的规模</translation>
    </message>
    <message>
        <source>Larger models learn more and need more time for it.</source>
        <translation>模型越大，学得越多，也需要越多时间。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count}个参数</translation>
    </message>
    <message>
        <source>{count} numbers are learned.</source>
        <translation>共有 {count} 个要学习的数。</translation>
    </message>
    <message>
        <source>sees {count} characters</source>
        <translation>看 {count} 个字符</translation>
    </message>
    <message>
        <source>sees {count} tokens</source>
        <translation>看 {count} 个词元</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>time machine</source>
        <translation>时光机</translation>
    </message>
    <message>
        <source>Time machine</source>
        <translation>时光机</translation>
    </message>
    <message>
        <source>What it wrote at earlier steps</source>
        <translation>它在更早的步数写了什么</translation>
    </message>
    <message>
        <source>Stop the film</source>
        <translation>停止播放</translation>
    </message>
    <message>
        <source>Play the film: from noise to words</source>
        <translation>像放电影一样播放：从乱码到词语</translation>
    </message>
    <message>
        <source>What the model writes</source>
        <translation>模型写的文字</translation>
    </message>
    <message>
        <source>Here the model will show what it has learned: it writes a few lines again and again. At first it is noise, then letters find each other, then words.</source>
        <translation>模型会在这里展示它学到的东西：每隔一会儿写几行。起初是一片杂乱，然后慢慢有了字词，再后来有了句子。</translation>
    </message>
    <message>
        <source>The Generate tab writes with the model as it was then</source>
        <translation>在“生成”页用当时的模型来写</translation>
    </message>
    <message>
        <source>What it writes now</source>
        <translation>它现在这样写</translation>
    </message>
    <message>
        <source>What it wrote then</source>
        <translation>它当时这样写</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>Write with step {step} →</source>
        <translation>用第 {step} 步的模型写 →</translation>
    </message>
    <message>
        <source>1  Text</source>
        <translation>1  文本</translation>
    </message>
    <message>
        <source>change…</source>
        <translation>更换…</translation>
    </message>
    <message>
        <source>Change the text</source>
        <translation>更换文本</translation>
    </message>
    <message>
        <source>Open a text…</source>
        <translation>打开文本…</translation>
    </message>
    <message>
        <source>Use the built-in tales</source>
        <translation>用内置的故事</translation>
    </message>
    <message>
        <source>Tokens: {tokens}</source>
        <translation>词元：{tokens}</translation>
    </message>
    <message>
        <source>Tokens: {tokens}, {count} different ones at most</source>
        <translation>词元：{tokens}，最多 {count} 种</translation>
    </message>
    <message>
        <source>Drop a text file here</source>
        <translation>把文本文件拖到这里</translation>
    </message>
    <message>
        <source>A novel, letters, songs, a program: any plain text, in any encoding.</source>
        <translation>小说、书信、歌词、程序：任何纯文本，任何编码。</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open text files (Ctrl+O)</source>
        <translation>打开文本文件 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Open text files</source>
        <translation>打开文本文件</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Take the text in the clipboard (Ctrl+Shift+V)</source>
        <translation>使用剪贴板里的文字 (Ctrl+Shift+V)</translation>
    </message>
    <message>
        <source>Take the text in the clipboard</source>
        <translation>使用剪贴板里的文字</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel opening the text</source>
        <translation>取消打开文本</translation>
    </message>
    <message>
        <source>How much of the text is read</source>
        <translation>文本已读取多少</translation>
    </message>
    <message>
        <source>Built-in texts</source>
        <translation>内置文本</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Any plain text will do: a novel, letters, songs, a program.</source>
        <translation>任何纯文本都可以：小说、书信、歌词、程序代码。</translation>
    </message>
    <message>
        <source>Reading the text…</source>
        <translation>正在读取文本…</translation>
    </message>
    <message>
        <source>Reading the text… {percent}</source>
        <translation>正在读取文本… {percent}</translation>
    </message>
    <message>
        <source>{characters} characters · {encoding}</source>
        <translation>{characters} 个字符 · {encoding}</translation>
    </message>
    <message>
        <source>{characters} characters · {different} different · {encoding}</source>
        <translation>{characters} 个字符 · {different} 种 · {encoding}</translation>
    </message>
    <message>
        <source>3  Train</source>
        <translation>3  训练</translation>
    </message>
    <message>
        <source>for</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>How long to train</source>
        <translation>训练多久</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>更多设置</translation>
    </message>
    <message>
        <source>Reading what was recorded…</source>
        <translation>正在读取记录…</translation>
    </message>
    <message>
        <source>Nothing was recorded of this run.</source>
        <translation>这次训练没有留下记录。</translation>
    </message>
    <message>
        <source>How predictable</source>
        <translation>有多容易预测</translation>
    </message>
    <message>
        <source>How predictable the text is, in bits per character</source>
        <translation>文本有多容易预测（每字符比特数）</translation>
    </message>
    <message>
        <source>The rest is measured when the training has ended.</source>
        <translation>其余各项等训练结束后再测量。</translation>
    </message>
    <message>
        <source>Beyond {count} characters the rest takes minutes: the command “playground baselines” measures it.</source>
        <translation>文本超过 {count} 个字符，其余各项要算几分钟：可以用命令“playground baselines”测量。</translation>
    </message>
    <message>
        <source>All characters count as equally likely.</source>
        <translation>把所有字符看作同样可能。</translation>
    </message>
    <message>
        <source>Only how frequent each character is.</source>
        <translation>只看每个字符出现得多频繁。</translation>
    </message>
    <message>
        <source>What followed the last {count} characters before.</source>
        <translation>看以前在相同的前 {count} 个字符之后出现过什么。</translation>
    </message>
    <message>
        <source>What followed the last character before.</source>
        <translation>看以前在相同的前 1 个字符之后出现过什么。</translation>
    </message>
    <message>
        <source>{n}-grams</source>
        <translation>{n} 元语法</translation>
    </message>
    <message>
        <source>Packed by the program {name}.</source>
        <translation>用 {name} 程序压缩。</translation>
    </message>
    <message>
        <source>What wrote this text leaves so much open: no model can go below.</source>
        <translation>写出这段文本的规则本身就留有这么多未知：任何模型都不可能更低。</translation>
    </message>
    <message>
        <source>GB18030 (Chinese)</source>
        <translation>GB18030（简体中文）</translation>
    </message>
    <message>
        <source>Big5 (Chinese)</source>
        <translation>Big5（繁体中文）</translation>
    </message>
    <message>
        <source>Shift JIS (Japanese)</source>
        <translation>Shift JIS（日文）</translation>
    </message>
    <message>
        <source>Latin-1 (Western)</source>
        <translation>Latin-1（西欧）</translation>
    </message>
    <message>
        <source>Train on this text →</source>
        <translation>用这个文本训练 →</translation>
    </message>
    <message>
        <source>Train on this text</source>
        <translation>用这个文本训练</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>different ones</source>
        <translation>种不同字符</translation>
    </message>
    <message>
        <source>size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>If the text looks wrong, read it in another encoding.</source>
        <translation>如果文本看起来不对，请换一种编码读取。</translation>
    </message>
    <message>
        <source>{encoding} (automatic)</source>
        <translation>{encoding}（自动）</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>The most frequent characters</source>
        <translation>最常见的字符</translation>
    </message>
    <message>
        <source>“{character}”: {count} times, {share}</source>
        <translation>“{character}”：{count} 次，{share}</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>字符频率</translation>
    </message>
    <message>
        <source>the most frequent, in percent</source>
        <translation>最常见的，百分比</translation>
    </message>
    <message>
        <source>Teach a model to write</source>
        <translation>教模型写作</translation>
    </message>
    <message>
        <source>Choose a text, and a small language model learns from it, on this computer, in minutes. You watch how noise turns into words.</source>
        <translation>选一个文本，一个小语言模型就在这台电脑上用几分钟学会它。你会看到乱码怎样变成文字。</translation>
    </message>
    <message>
        <source>Text: drop a file here, or take a built-in text.</source>
        <translation>文本：把文件拖到这里，或选一个内置文本。</translation>
    </message>
    <message>
        <source>Train: press Start and watch the loss fall.</source>
        <translation>训练：按“开始”，看着损失下降。</translation>
    </message>
    <message>
        <source>Generate: let the model write, and ask it why.</source>
        <translation>生成：让模型写，再问它为什么。</translation>
    </message>
    <message>
        <source>Begin with “{title}”</source>
        <translation>从“{title}”开始</translation>
    </message>
    <message>
        <source>the pieces that a model reads</source>
        <translation>模型读取的片段</translation>
    </message>
    <message>
        <source>Beginning of the text, in tokens</source>
        <translation>文本的开头（按词元）</translation>
    </message>
    <message>
        <source>Cutting the text…</source>
        <translation>正在切分文本…</translation>
    </message>
    <message>
        <source>{characters} characters are {tokens} tokens here: {each} characters each. Vocabulary: {size} different tokens.</source>
        <translation>这里的 {characters} 个字符是 {tokens} 个词元：每个 {each} 个字符。词表：{size} 种词元。</translation>
    </message>
    <message>
        <source>3-grams</source>
        <translation>3 元语法</translation>
    </message>
    <message>
        <source>5-grams</source>
        <translation>5 元语法</translation>
    </message>
    <message>
        <source>Measuring the speed of this computer</source>
        <translation>正在测量本机的速度</translation>
    </message>
    <message>
        <source>packed by gzip</source>
        <translation>gzip 压缩</translation>
    </message>
    <message>
        <source>packed by xz</source>
        <translation>xz 压缩</translation>
    </message>
    <message>
        <source>after {time}</source>
        <translation>用时 {time}</translation>
    </message>
    <message>
        <source>after {seconds} s</source>
        <translation>用时 {seconds} 秒</translation>
    </message>
    <message>
        <source>Exporting the run</source>
        <translation>正在导出训练记录</translation>
    </message>
    <message>
        <source>Importing the run</source>
        <translation>正在导入训练记录</translation>
    </message>
    <message>
        <source>it is damaged, or was not exported by LM Playground</source>
        <translation>文件已损坏，或不是由 LM Playground 导出的</translation>
    </message>
    <message>
        <source>it holds files that do not belong to a run</source>
        <translation>其中有不属于训练记录的文件</translation>
    </message>
    <message>
        <source>it lacks files that every run has</source>
        <translation>缺少训练记录必有的文件</translation>
    </message>
    <message>
        <source>it would unpack to more than any run has</source>
        <translation>解压后的大小超过任何训练记录</translation>
    </message>
    <message>
        <source>Drop texts or exported runs here to open them</source>
        <translation>把文本或导出的训练记录拖到这里打开</translation>
    </message>
    <message>
        <source>The settings could not be read and were set aside as “{file}”; the program begins with the usual ones.</source>
        <translation>设置文件无法读取，已改名保存为“{file}”；程序先使用默认设置。</translation>
    </message>
    <message>
        <source>Parts of the program are missing or damaged ({names}). It works without them; install it again to have them back.</source>
        <translation>程序缺少一些文件，或文件已损坏（{names}）。程序仍可使用；重新安装即可恢复。</translation>
    </message>
    <message>
        <source>The log cannot be written to “{folder}”. The program works all the same; only reports of its own mistakes are not kept.</source>
        <translation>日志无法写入“{folder}”。程序照常使用，只是它自身出错时不会留下记录。</translation>
    </message>
    <message>
        <source>a run is made of it</source>
        <translation>它是一条训练记录的一部分</translation>
    </message>
    <message>
        <source>Go to the &amp;message</source>
        <translation>转到消息(&amp;M)</translation>
    </message>
    <message>
        <source>“{file}” is saved.</source>
        <translation>“{file}”已保存。</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>The run “{run}” has its model ({steps} steps), but not the state of its training: it came as a small file, or {file} was removed. It can write, but not go on to the bit. Ask for a whole export, or train a new run with its settings.</source>
        <translation>训练记录“{run}”有模型（{steps} 步），但没有训练状态：它是以小文件导入的，或者 {file} 被删掉了。它可以生成文字，但不能分毫不差地继续训练。请索取完整的导出文件，或用它的设置重新训练。</translation>
    </message>
    <message>
        <source>“{file}” cannot be imported: {part} in it {reason}. Ask for the file again, or export the run anew.</source>
        <translation>无法导入“{file}”：其中的 {part} {reason}。请重新索取该文件，或重新导出这条训练记录。</translation>
    </message>
    <message>
        <source>The run “{run}” cannot be exported: {file} has {size} MB, and at most {most} MB can be imported again. Copy its folder instead.</source>
        <translation>无法导出训练记录“{run}”：{file} 有 {size} MB，而最多只有 {most} MB 能再导入。请改为复制它的文件夹。</translation>
    </message>
    <message>
        <source>“{folder}” is not deleted: it holds files that belong to no run, such as “{file}”. Move them elsewhere, or delete the folder yourself.</source>
        <translation>没有删除“{folder}”：里面有不属于训练记录的文件，例如“{file}”。请把它们移到别处，或自行删除这个文件夹。</translation>
    </message>
    <message>
        <source>The whole run, which can go on training (*.lmrun)</source>
        <translation>完整的训练记录，可以继续训练 (*.lmrun)</translation>
    </message>
    <message>
        <source>Small, to mail it: only the model and its curve (*.lmrun)</source>
        <translation>小文件，便于用邮件发送：只有模型和曲线 (*.lmrun)</translation>
    </message>
    <message>
        <source>The run is in “{file}” now ({size}).</source>
        <translation>训练记录已导出到“{file}”（{size}）。</translation>
    </message>
    <message>
        <source>It came as a small file: it can write, but its training cannot go on.</source>
        <translation>它是以小文件导入的：可以生成文字，但不能继续训练。</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>no samples</source>
        <translation>不试写</translation>
    </message>
    <message>
        <source>No effect here: only the modern style has rotary positions.</source>
        <translation>此处不起作用：只有现代风格使用旋转位置编码。</translation>
    </message>
    <message>
        <source>No effect here: only the optimizer Muon uses it.</source>
        <translation>此处不起作用：只有优化器 Muon 用到它。</translation>
    </message>
    <message>
        <source>No effect here: windows are never cut while the state is carried on.</source>
        <translation>此处不起作用：携带状态时，文本段不会再切短。</translation>
    </message>
    <message>
        <source>No effect here: only recurrent models have a state to carry on.</source>
        <translation>此处不起作用：只有循环模型才有可携带的状态。</translation>
    </message>
    <message>
        <source>No effect here: there are always 256 different bytes.</source>
        <translation>此处不起作用：字节总共只有 256 种。</translation>
    </message>
    <message>
        <source>Changed settings</source>
        <translation>改动过的设置</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
    <message>
        <source>{count} more changed settings</source>
        <translation>另有 {count} 项改动过的设置</translation>
    </message>
    <message>
        <source>Opens “More settings”.</source>
        <translation>打开“更多设置”。</translation>
    </message>
    <message>
        <source>{setting}: {value}</source>
        <translation>{setting}：{value}</translation>
    </message>
    <message>
        <source>Set {setting} back to {value}</source>
        <translation>将“{setting}”恢复为 {value}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>“{text}” is open: a new run trains on that.</source>
        <translation>已打开“{text}”：新的训练会用它。</translation>
    </message>
    <message>
        <source>“{file}” is there already. Shall it be replaced?</source>
        <translation>“{file}”已经存在。要替换它吗？</translation>
    </message>
    <message>
        <source>&amp;First steps</source>
        <translation>入门(&amp;F)</translation>
    </message>
    <message>
        <source>Write a text with this beginning (Ctrl+Enter)</source>
        <translation>以此为开头写一段文字 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Choose a text</source>
        <translation>选一份文本</translation>
    </message>
    <message>
        <source>Drop a text file anywhere in the window, or take a built-in text on the page “Text”. One megabyte is plenty; a hundred kilobytes will do.</source>
        <translation>把文本文件拖进窗口的任何地方，或在“文本”页选一份内置文本。1 MB 绰绰有余，100 kB 也够用。</translation>
    </message>
    <message>
        <source>Press “Train on this text”, then “Start”. The curve shows how many bits each character still costs the model: the lower, the better it foresees. The dashed lines are what simple rules reach.</source>
        <translation>点“用这份文本训练”，再点“开始”。曲线表示模型每个字符还要花多少比特：越低，说明它预测得越准。虚线是简单规则能达到的水平。</translation>
    </message>
    <message>
        <source>Let it write</source>
        <translation>让它写</translation>
    </message>
    <message>
        <source>On the page “Generate” type a beginning and press “Generate”. The bars show what may come next, and the sliders how daring it chooses.</source>
        <translation>在“生成”页输入一个开头，再点“生成”。条形图显示接下来可能是什么，滑块决定它选得多大胆。</translation>
    </message>
    <message>
        <source>Ask why</source>
        <translation>问问为什么</translation>
    </message>
    <message>
        <source>Click a letter that it wrote: you see what else was likely there. Choose another one, and the story goes on differently.</source>
        <translation>点它写出的一个字，就能看到那里还可能是什么。换一个，故事就会往别处走。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Every training is kept at the left. Train another model on the same text, and see which one foresees better, and how each of them writes.</source>
        <translation>每次训练都保存在左边。用同一份文本再训练另一种模型，看看谁预测得更准，各自写得怎样。</translation>
    </message>
    <message>
        <source>In class</source>
        <translation>在课堂上</translation>
    </message>
    <message>
        <source>Ctrl+Shift+P makes everything large and folds away what a class does not need; the same keys, or Ctrl+0, bring it back. Nothing leaves this computer.</source>
        <translation>按 Ctrl+Shift+P，所有内容放大，课堂上用不到的部分收起；再按一次或按 Ctrl+0 恢复原样。任何内容都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>入门</translation>
    </message>
    <message>
        <source>What to do first</source>
        <translation>先做什么</translation>
    </message>
    <message>
        <source>All keyboard shortcuts</source>
        <translation>全部键盘快捷键</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be read ({reason}). Check its permissions, or choose another one with --home or PLAYGROUND_HOME.</source>
        <translation>文件夹 {folder} 无法读取（{reason}）。请检查它的权限，或用 --home 或 PLAYGROUND_HOME 另选一个。</translation>
    </message>
    <message>
        <source>“{text}” is no number. Write it like 10,000 or 0.5 or 1e-3.</source>
        <translation>“{text}”不是数字。请写成 10,000、0.5 或 1e-3 这样的形式。</translation>
    </message>
    <message>
        <source>“{text}” may mean {one} or {other}. Write it in one of these ways.</source>
        <translation>“{text}”可能指 {one}，也可能指 {other}。请写成其中一种。</translation>
    </message>
    <message>
        <source>“{text}” is no whole number. Write it like 3 or 10,000.</source>
        <translation>“{text}”不是整数。请写成 3 或 10,000 这样的形式。</translation>
    </message>
    <message>
        <source>Say how long to train, above 0: a number of steps or of minutes, such as “500 steps”, “20 s”, “5 minutes” or “1 h”.</source>
        <translation>请写明训练多久（大于 0）：步数或时间，例如“500 步”、“20 秒”、“5 分钟”或“1 小时”。</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部恢复</translation>
    </message>
    <message>
        <source>Reset all settings</source>
        <translation>恢复全部设置</translation>
    </message>
    <message>
        <source>Sets all changed settings back to those that suit the text.</source>
        <translation>将改动过的设置全部恢复为适合这份文本的值。</translation>
    </message>
    <message>
        <source>Choose, or write how long: a number of steps or of minutes, such as “500 steps”, “20 s”, “5 minutes” or “1 h”.</source>
        <translation>请选择，或写明训练多久：步数或时间，例如“500 步”、“20 秒”、“5 分钟”或“1 小时”。</translation>
    </message>
    <message>
        <source>for {budget} · seed {seed}</source>
        <translation>训练 {budget} · 种子 {seed}</translation>
    </message>
    <message>
        <source>Usual here: {value}.</source>
        <translation>通常为：{value}。</translation>
    </message>
    <message>
        <source>From {low} to {high}. Usual here: {value}.</source>
        <translation>{low} 至 {high}，通常为：{value}。</translation>
    </message>
    <message>
        <source>{model} · stopped early</source>
        <translation>{model} · 提前停止</translation>
    </message>
    <message>
        <source>Stopped early</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>It stopped before its time: no check was better since step {step}.</source>
        <translation>训练提前停止：第 {step} 步之后再没有一次检验更好。</translation>
    </message>
    <message>
        <source>{steps} steps, stopped early: no better check since step {best}</source>
        <translation>{steps} 步，提前停止：第 {best} 步之后没有更好的检验结果</translation>
    </message>
    <message>
        <source>{title} ({number})</source>
        <translation>{title}（{number}）</translation>
    </message>
    <message>
        <source>Too short to train on: it has {have} characters, and about {need} are needed. 100,000 or more learn well.</source>
        <translation>文本太短，无法训练：只有 {have} 个字符，至少需要约 {need} 个。100,000 个以上效果才好。</translation>
    </message>
    <message>
        <source>A short text: with {have} characters a model soon knows it by heart. 100,000 or more learn well.</source>
        <translation>文本较短：只有 {have} 个字符，模型很快就会背下来。100,000 个以上效果才好。</translation>
    </message>
    <message>
        <source>or drop a file anywhere in this window</source>
        <translation>或把文件拖进窗口的任何地方</translation>
    </message>
    <message>
        <source>batches {loss}</source>
        <translation>各批 {loss}</translation>
    </message>
    <message>
        <source>train {loss} (step {step})</source>
        <translation>训练 {loss}（第 {step} 步）</translation>
    </message>
    <message>
        <source>{name}… {value}</source>
        <translation>{name}… {value}</translation>
    </message>
    <message>
        <source>{line} {value}</source>
        <translation>{line} {value}</translation>
    </message>
    <message>
        <source>It needs {bits} bits for a new character, fewer than “{line}” with {level}.</source>
        <translation>每个新字符需要 {bits} 比特，少于“{line}”的 {level} 比特。</translation>
    </message>
    <message>
        <source>It needs {bits} bits for a new character, more than “{line}” with {level}.</source>
        <translation>每个新字符需要 {bits} 比特，多于“{line}”的 {level} 比特。</translation>
    </message>
    <message>
        <source>Go to the Generate tab with this model</source>
        <translation>带着这个模型去“生成”页</translation>
    </message>
    <message>
        <source>“{title}” has exploded; its best model is kept.</source>
        <translation>“{title}”的损失发散了；最好的模型已保留。</translation>
    </message>
    <message>
        <source>“{title}” has ended; it was not measured.</source>
        <translation>“{title}”已结束，但没有测量结果。</translation>
    </message>
    <message>
        <source>“{title}” has finished: {bits} bits per character.</source>
        <translation>“{title}”训练完成：每字符 {bits} 比特。</translation>
    </message>
    <message>
        <source>“{title}” has finished: {bits} bits per character, better than “{line}”.</source>
        <translation>“{title}”训练完成：每字符 {bits} 比特，胜过“{line}”。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>This training needs about {need} MB of memory, but {free} MB are free. Set “Batch size” to {fits} or less (it is {batch}), or choose a smaller model or context.</source>
        <translation>这次训练大约需要 {need} MB 内存，而空闲的只有 {free} MB。请把“批大小”设为 {fits} 或更小（现在是 {batch}），或者选择更小的模型或上下文。</translation>
    </message>
    <message>
        <source>This training needs about {need} MB of memory, but {free} MB are free, too few for any batch. Choose a smaller model than this ({parameters} parameters, context {context}), or close other programs.</source>
        <translation>这次训练大约需要 {need} MB 内存，而空闲的只有 {free} MB，批大小为 1 也放不下。请选择更小的模型（现在有 {parameters} 个参数，上下文为 {context}），或者关闭其他程序。</translation>
    </message>
    <message>
        <source>There is not enough memory for this ({free} MB are free). Close other programs, raise the limit on memory (ulimit -v), or choose a smaller text or model.</source>
        <translation>内存不够（空闲 {free} MB）。请关闭其他程序，放宽内存限制（ulimit -v），或者选择更小的文本或模型。</translation>
    </message>
    <message>
        <source>A text of {size} characters needs about {need} MB of memory, but {free} MB are free. Choose at most {most} characters.</source>
        <translation>{size} 个字符的文本大约需要 {need} MB 内存，而空闲的只有 {free} MB。请最多选择 {most} 个字符。</translation>
    </message>
    <message>
        <source>Here you will see the loss: how many yes-or-no questions each character still costs the model. It begins near guessing, often a little above, and falls.</source>
        <translation>这里会显示损失：模型猜每个字符还要问多少个是非问题。它从瞎猜的水平附近开始，常常还略高一点，然后逐渐下降。</translation>
    </message>
    <message>
        <source>{encoding}, damaged</source>
        <translation>{encoding}，有损坏</translation>
    </message>
    <message>
        <source>Characters that could not be read: {count}. They stand as “�”.</source>
        <translation>有 {count} 个字符无法读取，以“�”代替。</translation>
    </message>
    <message>
        <source>Files left out because they are no text: {count} ({file} …)</source>
        <translation>有 {count} 个文件不是文本，已跳过（{file} 等）</translation>
    </message>
    <message>
        <source>Stop after so many checks without a better validation loss; 0 never stops early. Where nobody chooses it is 10 for a budget in steps that reads the text more than 8 times.</source>
        <translation>连续这么多次检验都没有更低的验证损失就停止；0 表示从不提前停止。不指定时，以步数为预算且文本要读 8 遍以上的取 10。</translation>
    </message>
    <message>
        <source>Epochs at most</source>
        <translation>最多轮数</translation>
    </message>
    <message>
        <source>Training ends, with the learning rate at zero, once the text has been read so often; 0 leaves it to the budget.</source>
        <translation>文本读满这么多遍，训练就结束（此时学习率降到零）；0 表示只看预算。</translation>
    </message>
    <message>
        <source>Fit dropout</source>
        <translation>自动随机失活</translation>
    </message>
    <message>
        <source>Dropout follows how often the text will have been read by the end, as soon as the speed shows it: none for a few times, more for many.</source>
        <translation>知道训练速度以后，随机失活按文本到最后总共会读多少遍来定：读几遍时不用，读得越多越大。</translation>
    </message>
    <message>
        <source>It stopped before its time: it has read the text {count} times, and more would be learning by heart.</source>
        <translation>训练提前结束：文本已经读了 {count} 遍，再读就是死记硬背了。</translation>
    </message>
    <message>
        <source>{steps} steps, stopped early: the text was read {count} times</source>
        <translation>{steps} 步，提前停止：文本已读 {count} 遍</translation>
    </message>
    <message>
        <source>Chosen for this text and computer.</source>
        <translation>已按这份文本和这台电脑选好。</translation>
    </message>
    <message>
        <source>{steps} steps, {memory} MB</source>
        <translation>{steps} 步，{memory} MB</translation>
    </message>
    <message>
        <source>{steps} steps, {memory} MB, takes {duration}</source>
        <translation>{steps} 步，{memory} MB，约需 {duration}</translation>
    </message>
    <message>
        <source>{steps} steps, {memory} MB, until about {time}</source>
        <translation>{steps} 步，{memory} MB，约到 {time} 结束</translation>
    </message>
    <message>
        <source>{memory} MB, until about {time}</source>
        <translation>{memory} MB，约到 {time} 结束</translation>
    </message>
    <message>
        <source>Too short even for one step, which takes about {duration}.</source>
        <translation>时间太短，连一步都不够：一步约需 {duration}。</translation>
    </message>
    <message>
        <source>≈ {steps} steps, {memory} MB, takes {duration}</source>
        <translation>约 {steps} 步，{memory} MB，约需 {duration}</translation>
    </message>
    <message>
        <source>≈ {steps} steps, {memory} MB, until about {time}</source>
        <translation>约 {steps} 步，{memory} MB，约到 {time} 结束</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>正在测量…</translation>
    </message>
    <message>
        <source>“{title}” is being trained: stop it before you delete it.</source>
        <translation>“{title}”正在训练：请先停止，再删除。</translation>
    </message>
    <message>
        <source>Waiting for the current step…</source>
        <translation>正在等当前这一步算完…</translation>
    </message>
    <message>
        <source>Pausing after the current step…</source>
        <translation>当前这一步完成后暂停…</translation>
    </message>
    <message>
        <source>“{title}” is being trained now; waiting: {count}.</source>
        <translation>“{title}”正在训练，另有 {count} 个在排队。</translation>
    </message>
    <message>
        <source>“{title}” is paused; one run at a time.</source>
        <translation>“{title}”已暂停，一次只能训练一个。</translation>
    </message>
    <message>
        <source>Start after this one</source>
        <translation>排在它后面</translation>
    </message>
    <message>
        <source>It waits until the training that runs now has ended.</source>
        <translation>等现在的训练结束后自动开始。</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} 个在排队</translation>
    </message>
    <message>
        <source>Trainings that wait</source>
        <translation>排队的训练</translation>
    </message>
    <message>
        <source>They start one after the other.</source>
        <translation>它们会依次开始。</translation>
    </message>
    <message>
        <source>Take “{title}” back</source>
        <translation>取消“{title}”</translation>
    </message>
    <message>
        <source>All shares end to end, from 0 to 1</source>
        <translation>所有概率首尾相接，从 0 到 1</translation>
    </message>
    <message>
        <source>The number {number} fell on “{token}”, which takes {begin} to {end}: {share}.</source>
        <translation>数字 {number} 落在“{token}”上，它占 {begin} 到 {end} 这一段：{share}。</translation>
    </message>
    <message>
        <source>A number from 0 to 1 is drawn; the token on whose share it falls is written.</source>
        <translation>抽一个 0 到 1 之间的数，它落在谁的那一段上，就写谁。</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>正在关闭</translation>
    </message>
    <message>
        <source>In a minute at the latest the program ends; what is saved is safe.</source>
        <translation>程序最迟一分钟后结束；已保存的内容不会丢失。</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Quit at once</source>
        <translation>立即退出</translation>
    </message>
    <message>
        <source>The last step of the training still runs. After it everything is saved.</source>
        <translation>训练的最后一步还在进行，完成后一切都会保存。</translation>
    </message>
    <message>
        <source>Work that cannot be interrupted still runs.</source>
        <translation>还有无法中断的工作正在进行。</translation>
    </message>
    <message>
        <source>Double-click for {value}; click the number to type another.</source>
        <translation>双击恢复为“{value}”；点一下数字可以直接输入。</translation>
    </message>
</context>
</TS>
