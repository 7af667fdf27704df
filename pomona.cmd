@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Starts Pomona on Windows: finds a JDK 25, builds the program when it is missing or older than its sources, makes the
rem ahead-of-time cache once, and starts short commands with the quick compiler and scans with the full one.
setlocal EnableDelayedExpansion
set "HOME_DIR=%~dp0"

call :find_jdk
if not defined JDK (
  echo Pomona needs a JDK 25 or newer, and found none ^(looked at JAVA_HOME, PATH and the usual places^). 1>&2
  echo Install one, for instance Eclipse Temurin 25 from https://adoptium.net, or set JAVA_HOME to it. 1>&2
  exit /b 2
)
set "JAVA_HOME=%JDK%"

if exist "%HOME_DIR%pom.xml" (
  set "PROGRAM=%HOME_DIR%cli\target\pomona"
  call :is_stale
  if defined STALE (
    echo pomona: building ^(the first time this fetches libraries from Maven Central^) ... 1>&2
    pushd "%HOME_DIR%"
    call "%HOME_DIR%mvnw.cmd" -q -Dquick -DskipTests -pl cli -am package 1>&2
    if errorlevel 1 (
      popd
      echo pomona: the build failed; see the messages above 1>&2
      exit /b 4
    )
    popd
    type nul > "!PROGRAM!\.built"
  )
) else (
  set "PROGRAM=%HOME_DIR%lib"
)
set "JAR=%PROGRAM%\pomona.jar"

rem the full compiler, but for what stays hot: most scans end before its eagerness pays
set "TIER=-XX:CompileThresholdScaling=3"
if not "%~1"=="scan" if not "%~1"=="sbom" if not "%~1"=="replay" if not "%~1"=="advisories" if not "%~1"=="serve" set "TIER=-XX:TieredStopAtLevel=1"
set "HEAP="
if defined POMONA_MAX_MEMORY set "HEAP=-Xmx%POMONA_MAX_MEMORY%"
set "NEXT="
for %%A in (%*) do (
  if defined NEXT set "HEAP=-Xmx%%~A"
  set "NEXT="
  if "%%~A"=="--max-memory" set "NEXT=1"
)
rem it is a guest where it runs, and needs little
if not defined HEAP if "%~1"=="agent" set "HEAP=-Xmx128m"
if defined HEAP (
  set "HEAP=!HEAP:iB=!"
  set "HEAP=!HEAP:MB=m!"
  set "HEAP=!HEAP:GB=g!"
  rem a Java that cannot start ends with 1, which is a violated policy's number
  "%JAVA_HOME%\bin\java" !HEAP! -version >nul 2>&1
  if errorlevel 1 (
    echo pomona: max-memory: Java can't start with '!HEAP:~4!'; give something like 512MB or 2GB 1>&2
    exit /b 2
  )
)

set "CACHE=%LOCALAPPDATA%\pomona\aot"
for %%F in ("%JAR%") do set "STAMP=%%~zF-%%~tF"
set "STAMP=%STAMP:/=-%"
set "STAMP=%STAMP::=-%"
set "STAMP=%STAMP: =-%"
set "AOT=%CACHE%\%STAMP%.aot"
set "COMMON=-XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
if not exist "%AOT%" if not defined POMONA_NO_AOT (
  if not exist "%CACHE%" mkdir "%CACHE%"
  set "TRAINING=%CACHE%\training.%RANDOM%"
  mkdir "!TRAINING!"
  "%JAVA_HOME%\bin\java" -XX:AOTCacheOutput="!TRAINING!\new.aot" %COMMON% -cp "%JAR%" dev.pomona.cli.AotTraining "!TRAINING!" >nul 2>&1
  if exist "!TRAINING!\new.aot" move /y "!TRAINING!\new.aot" "%AOT%" >nul
  rmdir /s /q "!TRAINING!"
)
set "AOT_FLAGS="
if exist "%AOT%" set "AOT_FLAGS=-XX:AOTCache="%AOT%" -Xlog:aot=off -Xlog:cds=off"

set "START=-jar "%JAR%""
rem the server's libraries are on the class path of the commands that need them; one runs for weeks with many at a time
for %%C in (serve backup restore server-key tenant) do if "%~1"=="%%C" set "START=-cp "%JAR%;%PROGRAM%\server\*" dev.pomona.cli.Main"
if "%~1"=="serve" set "COMMON=!COMMON:SerialGC=G1GC!"
"%JAVA_HOME%\bin\java" %AOT_FLAGS% %COMMON% %TIER% %HEAP% -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 %START% %*
exit /b %ERRORLEVEL%

:find_jdk
set "JDK="
if defined JAVA_HOME call :try "%JAVA_HOME%"
if defined JDK exit /b
for /f "delims=" %%J in ('where javac 2^>nul') do if not defined JDK call :try "%%~dpJ.."
if defined JDK exit /b
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*" "%ProgramFiles%\Amazon Corretto\*" "%USERPROFILE%\.jdks\*") do if not defined JDK call :try "%%~D"
exit /b

:try
if not exist "%~1\release" exit /b
if not exist "%~1\bin\javac.exe" exit /b
for /f "tokens=2 delims==" %%V in ('findstr /b JAVA_VERSION= "%~1\release"') do (
  for /f "tokens=1 delims=." %%M in (%%V) do if %%M GEQ 25 set "JDK=%~1"
)
exit /b

:is_stale
set "STALE="
if not exist "%PROGRAM%\pomona.jar" set "STALE=1"
if not exist "%PROGRAM%\.built" set "STALE=1"
if defined STALE exit /b
powershell -NoProfile -Command "$b=(Get-Item '%PROGRAM%\.built').LastWriteTime; if (Get-ChildItem '%HOME_DIR%' -Recurse -File -Include *.java,pom.xml,*.yaml,*.txt | Where-Object { $_.FullName -notmatch '\\(target|test|e2e|bench)\\' -and $_.LastWriteTime -gt $b } | Select-Object -First 1) { exit 1 }"
if errorlevel 1 set "STALE=1"
exit /b
