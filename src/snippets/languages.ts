/** The languages that there are programs in: a folder of `snippets` each. */
export interface Language {
  /** Its folder below `snippets`, and its name in an address. */
  readonly slug: string;
  readonly name: string;
  /** As highlight.js calls it. */
  readonly highlighter: string;
  readonly extension: string;
  /** What must be on the machine, in words. */
  readonly needs: string;
  /** What is to be installed beside the program, once: a command. */
  readonly install?: string;
  /** What stands before the name of the file. */
  readonly runWith: string;
}

export const languages: readonly Language[] = [
  {
    slug: 'bash',
    name: 'curl',
    highlighter: 'bash',
    extension: 'sh',
    needs: 'bash, curl 7.84 or newer, jq, openssl and flock',
    runWith: 'bash',
  },
  {
    slug: 'typescript',
    name: 'TypeScript',
    highlighter: 'typescript',
    extension: 'ts',
    needs: 'Node.js 20.19 or newer',
    install: 'npm install axios@1.21.1 express@5.3.0 tsx@4.23.15',
    runWith: 'npx tsx',
  },
  {
    slug: 'javascript',
    name: 'Node.js',
    highlighter: 'javascript',
    extension: 'mjs',
    needs: 'Node.js 20.19 or newer',
    runWith: 'node',
  },
  {
    slug: 'python',
    name: 'Python',
    highlighter: 'python',
    extension: 'py',
    needs: 'Python 3.9 or newer',
    runWith: 'python3',
  },
  {
    slug: 'python-requests',
    name: 'Requests-OAuthlib',
    highlighter: 'python',
    extension: 'py',
    needs: 'Python 3.9 or newer',
    install: 'pip install requests-oauthlib',
    runWith: 'python3',
  },
  {
    slug: 'go',
    name: 'Go',
    highlighter: 'go',
    extension: 'go',
    needs: 'Go 1.19 or newer',
    install: 'go mod init example && go get golang.org/x/oauth2@v0.3.0',
    runWith: 'go run',
  },
  {
    slug: 'java',
    name: 'Java',
    highlighter: 'java',
    extension: 'java',
    needs: 'Java 17 or newer, and Maven for Gson, the one library',
    install:
      'mvn dependency:copy -Dartifact=com.google.code.gson:gson:2.10 -DoutputDirectory=. -Dmdep.stripVersion=true',
    runWith: 'java -cp gson.jar',
  },
  {
    slug: 'php',
    name: 'PHP',
    highlighter: 'php',
    extension: 'php',
    needs: 'PHP 8.2 or newer with its curl extension',
    runWith: 'php',
  },
  {
    slug: 'ruby',
    name: 'Ruby',
    highlighter: 'ruby',
    extension: 'rb',
    needs: 'Ruby 3.1 or newer',
    install: 'gem install oauth2',
    runWith: 'ruby',
  },
];
