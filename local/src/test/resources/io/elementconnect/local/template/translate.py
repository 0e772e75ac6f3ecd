"""Prints what CloudFormation makes of a SAM template: translate.py <template> <parameters as JSON>."""

import json
import os
import sys

os.environ["AWS_DEFAULT_REGION"] = "us-east-1"

from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

with open(sys.argv[1], encoding="utf-8") as file:
    template = yaml_parse(file.read())
# A deployment uploads the zips before it translates.
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        resource["Properties"]["CodeUri"] = "s3://bucket/" + resource["Properties"]["CodeUri"]
# The map is of AWS's managed policies; we name none.
json.dump(Translator({}, Parser()).translate(template, json.loads(sys.argv[2])), sys.stdout)
