"""The emulated account, and the stack deployed into it by SAM, as a user would."""

import contextlib
import json
import os
import pathlib
import shlex
import shutil
import subprocess

from .progress import Failed, until

HOME = pathlib.Path(__file__).resolve().parents[2]


def tools_folder():
    """Where aws-stand-in is."""
    folder = pathlib.Path(os.environ.get("SLUICE_TOOLS", HOME.parent / "shared" / "tools")).resolve()
    if not os.access(folder / "aws-stand-in", os.X_OK):
        raise Failed(
            f"there is no aws-stand-in in {folder}; SLUICE_TOOLS names the folder of this emulator of an AWS account"
        )
    return folder


class Account:
    """An emulated AWS account of this run's own, by its port."""

    def __init__(self, port, folder):
        self.port = port
        self.folder = folder
        self.environment = dict(os.environ)
        self._label = f"label=ministack.instance=aws-stand-in:{port}"
        self._stand_in = str(tools_folder() / "aws-stand-in")

    def up(self):
        shown = self._run([self._stand_in, "up", "--port", str(self.port)])
        for line in shown.splitlines():
            name, _, value = line.removeprefix("export ").partition("=")
            self.environment[name] = shlex.split(value)[0] if value else ""

    def down(self):
        """Ends it, after its logs and its containers' have been put by."""
        log = self.environment.get("AWS_STAND_IN_FAULTS")
        if log is not None:
            with contextlib.suppress(OSError):
                shutil.copy(pathlib.Path(log).parent / "log", self.folder / "account.log")
        for container in self._run(["docker", "ps", "--all", "--quiet", "--filter", self._label]).split():
            with open(self.folder / f"container-{container}.log", "wb") as file:
                subprocess.run(["docker", "logs", container], stdout=file, stderr=subprocess.STDOUT, check=False)
        subprocess.run(
            [self._stand_in, "down", "--port", str(self.port)], stdout=subprocess.DEVNULL, check=False, timeout=120
        )

    @property
    def endpoint_port(self):
        return int(self.environment["AWS_ENDPOINT_URL"].rsplit(":", 1)[1])

    def deploy(self, stack, parameters):
        """sam build and sam deploy of template.yaml as it stands."""
        build = self.folder / "build"
        sam = self._sam()
        self._run([sam, "build", "--template", str(HOME / "template.yaml"), "--build-dir", str(build)])
        self._run(
            [sam, "deploy", "--template", str(build / "template.yaml"), "--stack-name", stack, "--resolve-s3"]
            + ["--capabilities", "CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND", "--no-confirm-changeset"]
            + ["--parameter-overrides"] + [f"{name}={value}" for name, value in parameters.items()]
        )

    def outputs(self, stack):
        shown = self._run([self._sam(), "list", "stack-outputs", "--stack-name", stack, "--output", "json"])
        return {o["OutputKey"]: o["OutputValue"] for o in json.loads(shown)}

    def first_account(self, stack):
        """The key that infra/first-account shows."""
        shown = self._run([str(HOME / "infra" / "first-account"), stack])
        return dict(line.split(" ", 1) for line in shown.splitlines())["apiKey"]

    def delete(self, stack):
        """By DeleteStack: sam delete does not understand where the emulator keeps nested templates."""
        self.call("cloudformation", "delete_stack", StackName=stack)

        def gone():
            stacks = self.call("cloudformation", "describe_stacks")["Stacks"]
            failed = [s for s in stacks if s["StackStatus"] == "DELETE_FAILED"]
            if failed:
                raise Failed(f"the removal failed: {failed[0].get('StackStatusReason')}")
            return stack not in [s["StackName"] for s in stacks]

        until("the stack is gone", 90, gone, pause=1)

    def call(self, service, operation, **arguments):
        """One call of the AWS API by botocore, which SAM brings along."""
        code = (
            "import boto3, json, sys; s, o, a = sys.argv[1:]; "
            "print(json.dumps(getattr(boto3.client(s), o)(**json.loads(a)), default=str))"
        )
        python = str(HOME / ".venv" / "bin" / "python")
        return json.loads(self._run([python, "-c", code, service, operation, json.dumps(arguments)]))

    def containers(self, image):
        """Ids of this account's running containers of an image."""
        # Docker's own filter by image would not tell apart two names of one image.
        words = ["docker", "ps", "--no-trunc", "--filter", self._label, "--format", "{{.ID}} {{.Image}}"]
        lines = [line.split() for line in self._run(words).splitlines()]
        return [container for container, name in lines if name == image]

    def _sam(self):
        venv = self._run([str(HOME / "infra" / "venv")]).strip()
        return f"{venv}/bin/sam"

    def _run(self, words):
        done = subprocess.run(words, env=self.environment, cwd=HOME, capture_output=True, text=True, timeout=600)
        if done.returncode != 0:
            tail = "\n".join((done.stdout + done.stderr).splitlines()[-15:])
            raise Failed(f"{' '.join(words[:3])} ... failed with status {done.returncode}:\n{tail}")
        return done.stdout
