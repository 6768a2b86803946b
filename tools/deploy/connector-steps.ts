import { type Deployment, gcloud } from './deployment.ts';
import { EXISTS, type Step } from './step.ts';

const NAME = 'changelog';

/** Of the image. */
const REPOSITORY = 'fanfold';

/** What the connector does in the project: it publishes changes, and keeps its position. */
const ROLES = ['roles/pubsub.publisher', 'roles/datastore.user'];

/** Secrets that the operator makes, and what is in each. */
const SECRETS = {
  'changelog-mysql-url': 'mysql://user:password@host:port',
  'changelog-config': 'the configuration, as docs/changelog.md describes it',
};

/** The changelog connector: an image, an account that may do no more than it must, and a worker pool of one instance. */
export function connectorSteps(deployment: Deployment): Step[] {
  const { project, region } = deployment;
  const account = `${NAME}@${project}.iam.gserviceaccount.com`;
  const image = `${region}-docker.pkg.dev/${project}/${REPOSITORY}/${NAME}:latest`;
  const member = `--member=serviceAccount:${account}`;
  return [
    {
      title: 'Build the connector',
      command: ['npm', 'run', 'build', '--', 'connector'],
      onFailure: 'Run npm ci first.',
    },
    {
      title: 'Create the repository of its image',
      command: gcloud(
        deployment,
        ...['artifacts', 'repositories', 'create', REPOSITORY],
        ...['--repository-format=docker', `--location=${region}`],
      ),
      isDone: EXISTS,
      onFailure: 'Ask for the role roles/artifactregistry.admin in the project.',
    },
    {
      title: 'Build its image',
      command: gcloud(
        deployment,
        ...['builds', 'submit', '.', '--config=changelog/cloudbuild.json', `--substitutions=_IMAGE=${image}`],
      ),
      onFailure: 'The log of the build says which step failed.',
    },
    {
      title: 'Create its account',
      command: gcloud(deployment, 'iam', 'service-accounts', 'create', NAME),
      isDone: EXISTS,
      onFailure: 'Ask for the role roles/iam.serviceAccountAdmin in the project.',
    },
    ...ROLES.map((role) => ({
      title: `Give it ${role}`,
      command: [
        ...['gcloud', 'projects', 'add-iam-policy-binding', project],
        ...[member, `--role=${role}`, '--condition=None', '--quiet'],
      ],
      onFailure: 'Ask for the role roles/resourcemanager.projectIamAdmin in the project.',
    })),
    ...Object.entries(SECRETS).map(([secret, content]) => ({
      title: `Let it read the secret ${secret}`,
      command: gcloud(
        deployment,
        ...['secrets', 'add-iam-policy-binding', secret, member, '--role=roles/secretmanager.secretAccessor'],
      ),
      onFailure: `Create it from a file that holds ${content}: gcloud secrets create ${secret} --data-file=FILE.`,
    })),
    {
      title: 'Deploy the connector',
      command: gcloud(
        deployment,
        ...['beta', 'run', 'worker-pools', 'deploy', NAME, `--image=${image}`, `--region=${region}`],
        ...['--instances=1', `--service-account=${account}`],
        '--set-secrets=MYSQL_URL=changelog-mysql-url:latest,/config/connector.json=changelog-config:latest',
      ),
      onFailure: 'Its log has a line with code and fix; docs/changelog.md has the codes.',
    },
  ];
}
