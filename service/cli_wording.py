"""The command line in Vietnamese: click's classes with our section titles, usage errors as sentences."""

from __future__ import annotations

from typing import Any

import click
from click.types import OptionHelpExtra

HELP_TEXT = "Xem hướng dẫn này."


class WrongUsage(click.UsageError):
    """A wrong call whose message is already a Vietnamese sentence."""


class VietnameseOption(click.Option):
    """An option whose help says `bắt buộc` where it is required."""

    def get_help_extra(self, ctx: click.Context) -> OptionHelpExtra:
        """What stands in brackets after the help text."""
        extra = super().get_help_extra(ctx)
        if "required" in extra:
            extra["required"] = "bắt buộc"
        return extra


class VietnameseCommand(click.Command):
    """A command with Vietnamese help and its own sentence for arguments too many."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[TÙY CHỌN]")
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parses as click does, then refuses what is left over."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # the parser leaves it out for an option without its value
            raise
        if rest and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            raise WrongUsage(f"Thừa tham số: {' '.join(rest)}.", ctx)
        return rest

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, with its help in Vietnamese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = HELP_TEXT
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the line of usage."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the section of options."""
        records = [
            record
            for param in self.get_params(ctx)
            if isinstance(param, click.Option) and (record := param.get_help_record(ctx)) is not None
        ]
        with formatter.section("Tùy chọn"):
            formatter.write_dl(records)


class VietnameseGroup(VietnameseCommand, click.Group):
    """A group of commands with Vietnamese help."""

    command_class = VietnameseCommand

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("subcommand_metavar", "LỆNH [THAM SỐ]…")
        super().__init__(*args, **kwargs)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the section of options, then that of commands."""
        VietnameseCommand.format_options(self, ctx, formatter)
        commands = [(name, self.commands[name]) for name in self.list_commands(ctx)]
        with formatter.section("Lệnh"):
            formatter.write_dl([(name, command.get_short_help_str(200)) for name, command in commands])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order they are declared, which is the order of their use."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named, or a sentence that lists those there are."""
        if args[0] not in self.commands:
            known = ", ".join(self.commands)
            raise WrongUsage(f"Không có lệnh “{args[0]}”. Các lệnh có: {known}.", ctx)
        return super().resolve_command(ctx, args)


def describe_usage(error: click.UsageError) -> str:
    """The Vietnamese sentence for a wrong call, with the command that shows the help."""
    command = error.ctx.command_path if error.ctx else "vanthu"
    return f"{_sentence(error)} Xem cách dùng: {command} --help"


def _sentence(error: click.UsageError) -> str:
    if isinstance(error, WrongUsage):
        return error.message
    if isinstance(error, click.MissingParameter):
        what = "tùy chọn" if isinstance(error.param, click.Option) else "tham số"
        return f"Thiếu {what} {_name(error.param)}."
    if isinstance(error, click.NoSuchOption):
        near = f" Có phải là {', '.join(error.possibilities)}?" if error.possibilities else ""
        return f"Không có tùy chọn {error.option_name}.{near}"
    if isinstance(error, click.BadOptionUsage):
        return f"Tùy chọn {error.option_name} {'không nhận' if _is_flag(error) else 'phải có'} giá trị."
    if isinstance(error, click.BadParameter):
        return f"Giá trị của {_name(error.param)} không dùng được: {error.message}"
    return "Cách gọi lệnh chưa đúng."


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.human_readable_name


def _is_flag(error: click.BadOptionUsage) -> bool:
    for param in error.ctx.command.params if error.ctx else []:
        if isinstance(param, click.Option) and error.option_name in param.opts:
            return param.is_flag
    return True  # --help, which is not among the parameters
