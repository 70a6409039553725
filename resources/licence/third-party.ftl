<#-- Writes docs/third-party.md: mvn -Pthird-party. -->
<#function licences names>
  <#return names?join(" or ")>
</#function>
# Third-party software

The libraries that `posthorn.jar` and `posthorn.ear` contain, with their licences. Made from the build by
`mvn -Pthird-party`; `posthorn.jar` also contains Payara Micro Community and what comes with it (EPL-2.0,
GPL-2.0 with Classpath Exception, CDDL-1.1; see `META-INF` in the jar).

| library | version | licence | home |
| --- | --- | --- | --- |
<#list dependencyMap as entry>
<#assign project = entry.getKey()>
| `${project.groupId}:${project.artifactId}` | ${project.version} | ${licences(entry.getValue())} | ${project.url!""} |
</#list>

Scripts for browsers, fetched from npm by the build and checked by their SHA-256
(`web/webmail/src/main/ant/scripts.xml`):

| script | version | licence | home |
| --- | --- | --- | --- |
| `squire-rte` | 2.4.8 | MIT | https://github.com/fastmail/Squire |
| `dompurify` | 3.5.0 | Apache-2.0 or MPL-2.0 | https://github.com/cure53/DOMPurify |
