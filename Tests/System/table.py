"""What a walk says at its end."""
import signal

from steps import all_steps, wanted_steps


def tell(rows, ends, options, minutes):
    """Prints the table, and how guests ended that did not do so in order; returns the exit code."""
    order = all_steps()
    used = sum(row[2] for row in rows)
    rows = each_once(rows, order)
    print("\n| Step | Seconds | of a processor | Verdict |\n| --- | ---: | ---: | --- |")
    for step, seconds, of_processor, failure in rows:
        whose = " (each guest; the slower one)" if step.needed and options.guests > 1 else ""
        print(f"| {step.topic}: {step.title}{whose} | {seconds:.0f} | {of_processor:.0f} | {'**failed**' if failure else 'ok'} |")
    failed = sum(bool(failure) for *_, failure in rows)
    if options.short:
        print("\nLeft out, since this is the short form: `make package-test`, and these steps of `make system-test`:")
        for step in order:
            if not step.short and not step.needed:
                print(f"- {step.topic}: {step.title}")
    missing = [step.title for step in wanted_steps(options) if step not in [row[0] for row in rows]]
    for line in ["", *[f"not done: {title}" for title in missing], *ends]:
        print(line)
    print(f"{len(rows)} steps, {failed} failed, {len(missing)} not done, on {options.guests} guest{'s' * (options.guests > 1)}: "
          f"{minutes:.1f} minutes, {used / 60:.1f} of a processor", flush=True)
    return 1 if failed or missing or ends or not rows else 0


def each_once(rows, order):
    """In order, and of steps that each guest did the worst: a failure, else the slower one."""
    worst = {}
    for row in rows:
        place = order.index(row[0])
        if place not in worst or (bool(row[3]), row[1]) > (bool(worst[place][3]), worst[place][1]):
            worst[place] = row
    return [worst[place] for place in sorted(worst)]


def how_it_ended(code):
    return signal.Signals(-code).name if code < 0 else code
